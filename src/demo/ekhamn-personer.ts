import type { DemoPerson, DemoRole } from './ekhamn-aktorer.ts'

function person(key: string, name: string, title: string, ...uppdrag: [aktor: string, role: DemoRole][]): DemoPerson {
  return { key, name, title, uppdrag: uppdrag.map(([aktor, role]) => ({ aktor, role })) }
}

/**
 * The people whom a visitor of the demo can be. Enough to walk a remiss from the sender through two stadsdelar, two
 * nämnder, a bolag and Polisen; all made up.
 */
export const EKHAMN_PERSONER: DemoPerson[] = [
  person('stina-almgren', 'Stina Almgren', 'trygghetssamordnare', ['ks', 'trygghetssamordnare']),
  person('per-hallberg', 'Per Hallberg', 'utredare', ['ks', 'handlaggare']),
  person('ulla-noren', 'Ulla Norén', 'registrator', ['ks', 'registrator'], ['kf', 'registrator']),
  person('gun-lidberg', 'Gun Lidberg', 'kommunsekreterare', ['ks', 'namndsekreterare'], ['kf', 'namndsekreterare']),
  person('henrik-tornvall', 'Henrik Tornvall', 'stadsdirektör', ['ks', 'forvaltningschef']),
  person('jonas-vikdal', 'Jonas Vikdal', 'systemförvaltare', ['ks', 'administrator']),

  person('eva-sand', 'Eva Sand', 'registrator', ['amn', 'registrator']),
  person('olle-frisk', 'Olle Frisk', 'utvecklingsledare', ['amn', 'handlaggare']),
  person('tove-rydvall', 'Tove Rydvall', 'enhetschef', ['amn', 'handlaggare']),
  person('karin-tallmo', 'Karin Tallmo', 'arbetsmarknadsdirektör', ['amn', 'forvaltningschef']),
  person('mikael-brodd', 'Mikael Brodd', 'nämndsekreterare', ['amn', 'namndsekreterare']),
  person('leila-sandahl', 'Leila Sandahl', 'ordförande', ['amn', 'fortroendevald']),

  person('yvonne-kark', 'Yvonne Kärk', 'registrator', ['son', 'registrator']),
  person('david-asplid', 'David Asplid', 'verksamhetsutvecklare', ['son', 'handlaggare']),
  person('marit-ronning', 'Marit Rönning', 'utredare', ['ubn', 'handlaggare']),
  person('tomas-grenfeldt', 'Tomas Grenfeldt', 'registrator', ['ubn', 'registrator'], ['kun', 'registrator']),
  person('anders-myrlund', 'Anders Myrlund', 'trafikplanerare', ['trn', 'handlaggare']),

  person('samira-holmsten', 'Samira Holmsten', 'stadsdelssamordnare', ['sdn-sodervik', 'stadsdelssamordnare']),
  person('bjorn-lagerdal', 'Björn Lagerdal', 'utredare', ['sdn-sodervik', 'handlaggare']),
  person('inger-skoog-dahl', 'Inger Skoog Dahl', 'registrator', ['sdn-sodervik', 'registrator']),
  person('filip-osterang', 'Filip Österäng', 'stadsdelssamordnare', ['sdn-norrby', 'stadsdelssamordnare']),
  person('helena-brask', 'Helena Brask', 'utredare', ['sdn-norrby', 'handlaggare']),
  person('rolf-tingvik', 'Rolf Tingvik', 'registrator', ['sdn-norrby', 'registrator']),

  person('annika-vretblom', 'Annika Vretblom', 'trygghetsansvarig', ['bostadsbolaget', 'privat-part']),
  person('magnus-klippe', 'Magnus Klippe', 'kommunpolis', ['polisen', 'polis']),
]
