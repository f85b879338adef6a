// Sets the colour scheme before the first paint, so that a dark page never flashes white.
(function () {
  var chosen = 'auto'
  try { chosen = localStorage.getItem('care-hub-theme') || 'auto' } catch (e) { /* storage is off: follow the system */ }
  var dark = chosen === 'dark' || (chosen !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
