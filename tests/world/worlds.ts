/**
 * The databases that tests begin from. `blank`: nothing in it, for the tests of migrations. `tom`: migrated, no rows. `ekhamn`:
 * with the demo municipality, as it is on {@link DEMO_NOW}.
 */
export const TEMPLATES = ['blank', 'tom', 'ekhamn'] as const
export type Template = (typeof TEMPLATES)[number]
export type World = Exclude<Template, 'blank'>

/** What time it is in the demo when nothing else is said: a Sunday morning, 10.00 in Sweden. */
export const DEMO_NOW = '2026-11-22T09:00:00Z'

/** The throw-away PostgreSQL of this run. */
export interface TestCluster {
  socketFolder: string
  user: string
}

/** Address of a database in the cluster, as `DATABASE_URL` takes it and psql too. */
export function clusterUrl(cluster: TestCluster, name: string): string {
  return `postgresql://${cluster.user}@localhost/${name}?host=${encodeURIComponent(cluster.socketFolder)}`
}

/** Name of a template in the cluster. */
export function templateName(template: Template): string {
  return template === 'blank' ? 'template0' : `mall_${template}`
}

declare module 'vitest' {
  interface ProvidedContext {
    /** The built worker of the embedded database. */
    workerUrl: string
    /** Files with the dumped embedded databases. */
    embeddedTemplates: Record<Template, string>
    /** Null where there is no PostgreSQL on the machine. */
    cluster: TestCluster | null
  }
}
