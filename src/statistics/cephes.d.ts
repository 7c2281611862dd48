/** The package's own declarations are not found through its `exports`; these are the functions that are used. */
declare module 'cephes' {
  /** The functions exist once this has come. */
  export const compiled: Promise<void>
  export function erfc(x: number): number
  export function igam(a: number, x: number): number
  export function igamc(a: number, x: number): number
  export function incbet(a: number, b: number, x: number): number
  export function lgam(x: number): number | readonly [number, unknown]
  export function ndtri(p: number): number
}
