/** "Dr. Wei Chen" → "Dr. Chen"; "Rosa Delgado" → "Rosa". */
export function shortName(name: string): string {
  const words = name.split(' ')
  const title = /^(Dr|Prof)\.?$/.test(words[0] ?? '')
  return title && words.length > 1 ? `${words[0]} ${words.at(-1)}` : words[0] ?? name
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

export function initials(name: string): string {
  const words = name.split(' ').filter(w => !/^(Dr|Prof)\.?$/.test(w))
  return ((words[0]?.[0] ?? '') + (words.length > 1 ? words.at(-1)![0] : '')).toUpperCase()
}

/** "Dr. Chen", "Dr. Chen and Rosa", "Dr. Chen, Rosa and 3 others". */
export function sentence(names: readonly string[], most = 3): string {
  const shown = names.length > most ? [...names.slice(0, most - 1), `${names.length - most + 1} others`] : names
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`
}
