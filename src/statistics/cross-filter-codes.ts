/** A whole number for each row, 0 to cardinality − 1. */
export type Codes = Uint8Array | Uint16Array | Uint32Array

export interface CrossDimension {
  codes: Codes
  /** How many categories there are, also those that no row has. */
  cardinality: number
}
