# Sourced by the commands beside it: installs what a command needs and this machine lacks.

# has NAME: is this package's program here already?
has() {
  case $1 in
    postgresql) command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null ;;
    chromium) command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null ;;
    fonts-noto-color-emoji) [ -e /usr/share/fonts/truetype/noto/NotoColorEmoji.ttf ] || fc-list 2>/dev/null | grep -i emoji >/dev/null ;;
    haproxy) command -v haproxy >/dev/null || [ -x /usr/sbin/haproxy ] ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

# need_programs NAME…: names are Debian packages. Nothing that is installed here is started as a service.
need_programs() {
  local name missing=() as_root=()
  for name in dotnet node npm; do
    command -v "$name" >/dev/null || { echo "$name is missing: install the .NET 10 SDK and Node 20 or newer." >&2; return 1; }
  done
  for name in "$@"; do has "$name" || missing+=("$name"); done
  [ ${#missing[@]} -eq 0 ] && return 0
  echo "Installing ${missing[*]}"
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "Missing: ${missing[*]}. Install them, or run this as root." >&2; return 1; }
    as_root=(sudo)
  fi
  command -v apt-get >/dev/null || { echo "Missing: ${missing[*]}. There is no apt-get here; install them by hand." >&2; return 1; }
  "${as_root[@]}" apt-get update -q || return 1
  "${as_root[@]}" env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" || return 1
  for name in "${missing[@]}"; do has "$name" || { echo "$name is still missing after its installation." >&2; return 1; }; done
}
