import type { Id, IllnessSeverity } from '../../api/types'

export const formKinds = ['sbar', 'handoff', 'result'] as const
export type FormKind = typeof formKinds[number]
export const formNames: Record<FormKind, string> = { sbar: 'SBAR', result: 'Critical result', handoff: 'I-PASS handoff' }

/** Where what is filled in is kept. */
export const formPlace = (room: Id, kind: FormKind) => `${room}:${kind}`

/** A form as it is being filled in: every field a text, so that half of one can be kept. */
export interface Filled {
  situation: string
  background: string
  assessment: string
  recommendation: string
  result: string
  toldBy: string
  to: Id | ''
  severity: IllnessSeverity | ''
  summary: string
  awareness: string
  actions: { what: string; due: string }[]
}

export const empty: Filled = { situation: '', background: '', assessment: '', recommendation: '', result: '', toldBy: '', to: '', severity: '', summary: '', awareness: '', actions: [] }

type Field = Exclude<keyof Filled, 'actions'>

const required: Record<FormKind, readonly Field[]> = {
  sbar: ['situation', 'background', 'assessment', 'recommendation'],
  result: ['result', 'toldBy', 'to'],
  handoff: ['to', 'severity', 'summary', 'awareness'],
}

/** The required fields that are still empty, in the form's order. */
export function missing(kind: FormKind, filled: Filled): Field[] {
  return required[kind].filter(field => filled[field].trim() === '')
}

/** All that is written in the form itself. */
export function textsOf(kind: FormKind, filled: Filled): string[] {
  const fields = required[kind].filter(field => field !== 'to' && field !== 'severity').map(field => filled[field])
  return kind === 'handoff' ? [...fields, ...filled.actions.map(a => a.what)] : fields
}

/** The command that sends a complete form. */
export function commandOf(kind: FormKind, f: Filled, now: Date) {
  const { situation, background, assessment, recommendation } = f
  if (kind === 'sbar') return { type: 'postMessage' as const, text: '', sbar: { situation, background, assessment, recommendation } }
  if (kind === 'result') return { type: 'postMessage' as const, text: '', criticalResult: { result: f.result, toldBy: f.toldBy, toldTo: f.to, at: now.toISOString() } }
  const actions = f.actions.filter(a => a.what.trim()).map(a => ({ what: a.what.trim(), ...(a.due && { due: new Date(a.due).toISOString() }) }))
  return { type: 'startHandoff' as const, illnessSeverity: f.severity as IllnessSeverity, patientSummary: f.summary, actions, situationAwareness: f.awareness, to: f.to }
}
