import type { RemissState } from './model/remiss-steps.ts'
import type { SvarForm, SynpunktSource } from './model/remissvar.ts'
import type { SvarState } from './model/svar-steps.ts'
import type { SynpunktKind } from './model/synpunkt.ts'

/** The rows of schema `remiss`, and the views of earlier slices that its queries join. */
export type RemissTables = {
  'remiss.remiss': {
    id: string
    owner_aktor_id: string
    program_version_id: string
    arende_id: string
    title: string
    missiv: string
    svar_senast: string | null
    status: RemissState
    sent_at: Date | null
    closed_at: Date | null
    closing_reason: string | null
    version: number
  }
  'remiss.fraga': { id: string; remiss_id: string; ordinal: number; text: string; avsnitt_id: string | null }
  'remiss.remissinstans': {
    id: string
    remiss_id: string
    aktor_id: string
    lage: SvarState
    arende_id: string | null
    received_on: string | null
    handlaggare_id: string | null
    anstand_to: string | null
    abstained_because: string | null
    late_note: 'beaktas' | 'beaktas_inte' | null
    version: number
  }
  'remiss.anstand': {
    id: string
    remissinstans_id: string
    asked_by: string | null
    asked_at: Date
    wanted_on: string
    reason: string
    outcome: 'beviljat' | 'avslaget' | null
    granted_to: string | null
    answered_by: string | null
    answered_at: Date | null
    note: string | null
  }
  'remiss.remissvar': {
    id: string
    remissinstans_id: string
    form: SvarForm
    sammanfattning: string
    decided_on: string | null
    paragraf: string | null
    handling_id: string | null
    is_sent: boolean
    received_on: string | null
    registered_by_sender: boolean
    utlatande_id: string | null
    beslut_id: string | null
    superseded_by: string | null
    version: number
  }
  'remiss.gemensamt_svar': { remissvar_id: string; remissinstans_id: string }
  'remiss.synpunkt': {
    id: string
    remissvar_id: string
    ordinal: number
    kinds: SynpunktKind[]
    text: string
    source: SynpunktSource
    anchor_type: 'passage' | 'avsnitt' | 'helheten' | 'saknas'
    passage_id: string | null
    avsnitt_id: string | null
    quote: string | null
    quote_start: number | null
    quote_end: number | null
    proposed_place: string | null
    is_replaced: boolean
    version: number
  }
  'aktorer.v_aktor': { id: string; name: string; kind: string }
  'aktorer.v_person': { id: string; name: string }
  'arenden.v_arende': {
    id: string
    diarienummer: string | null
    title: string
    handlaggare_id: string | null
    state: 'oppet' | 'avslutat'
  }
  'handlingar.v_lasning': { handling_id: string; confirmed_at: Date | null }
}
