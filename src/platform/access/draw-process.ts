import type { Process } from './steps.ts'

/** The file name and text of each process's page in docs/process/, drawn from its step table: a diagram and the table itself. */
export function drawProcesses(processes: readonly Process[], t: (key: string) => string): Map<string, string> {
  return new Map(processes.map((process) => [`${process.name}.md`, drawProcess(process, t)]))
}

function drawProcess(process: Process, t: (key: string) => string): string {
  const state = (name: string): string => t(`${process.name}.state.${name}`)
  const acts = Object.entries(process.acts)
  const lines = [
    `# ${process.name}`,
    '',
    'Ritad ur stegtabellen av `npm run process`. Ändra tabellen, inte den här filen.',
    '',
    '```mermaid',
    'stateDiagram-v2',
  ]
  for (const name of process.states) lines.push(`  ${name} : ${state(name)}`)
  lines.push(`  [*] --> ${process.initial}`)
  for (const [name, act] of acts) {
    if (act.to === 'same') continue
    for (const from of act.from) for (const to of act.to) if (from !== to) lines.push(`  ${from} --> ${to} : ${name}`)
  }
  for (const move of process.elsewhere ?? []) lines.push(`  ${move.from} --> ${move.to} : ${move.act}`)
  for (const final of process.final) lines.push(`  ${final} --> [*]`)
  lines.push(
    '```',
    '',
    '| Handling | Från | Till | Vem (relation: roller) | Måste finnas | Skäl krävs | Vilar på |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  )
  for (const [name, act] of acts) {
    const who = act.by.map(({ relation, roles }) => `${relation}: ${roles.join(', ')}`).join('; ')
    const requires = (act.requires ?? []).map((one) => t(`${process.name}.missing.${one}`)).join('; ')
    const to = act.to === 'same' ? 'samma' : act.to.map(state).join(' / ')
    lines.push(
      `| \`${name}\` | ${act.from.map(state).join(', ')} | ${to} | ${who} | ${requires} | ${act.needsReason ? 'ja' : ''} | ${act.rests ?? ''} |`,
    )
  }
  return `${lines.join('\n')}\n`
}
