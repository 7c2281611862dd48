import { ansvar, type DemoAvsnitt, exempel, text } from './demo-program.ts'

/** Chapters 5–8 of the draft 2028–2031: one for each fokusområde. A file of its own only to keep the two readable. */
export const EKHAMN_FOKUSOMRADEN_2028: DemoAvsnitt[] = [
  {
    key: 'forebyggande',
    title: 'Förebyggande arbete',
    fokusomrade: 'forebyggande-arbete',
    passages: [
      text('forebyggande-tidigt')`
        Tidiga insatser ger mest. De vänder sig till alla barn och unga och bygger på att förskola, skola, fritid och
        socialtjänst känner till varandras arbete och hjälps åt när ett barn behöver mer.`,
      ansvar('forebyggande-skola')`
        Utbildningsnämnden har särskilt ansvar för skolans förebyggande arbete. Frånvaro följs upp varje vecka, och
        frånvaro som växer möts med stöd under samma termin.`,
      ansvar('forebyggande-fritid')`
        Kulturnämnden och idrotts- och fritidsnämnden håller mötesplatser för unga öppna när behovet är som störst, också
        på lov och sena kvällar. Öppettiderna bestäms tillsammans med stadsdelsnämnden.`,
      exempel('forebyggande-foraldrastod')`
        På familjecentralen i Ekängen träffar föräldrar öppna förskolan, barnhälsovården och socialtjänsten under samma
        tak. Kurser i föräldraskap hålls på flera språk.`,
      ansvar('forebyggande-valfardsbrott')`
        Nämnder som betalar ut bidrag, ger tillstånd eller köper tjänster har rutiner mot välfärdsbrott. Samma nämnder
        skyddar sina anställda och förtroendevalda mot otillåten påverkan.`,
      exempel('forebyggande-bibliotek')`
        Biblioteken ordnar varje månad träffar om bedrägerier på nätet och i telefon. Träffarna är särskilt omtyckta av
        äldre, som ofta tar med sig en granne nästa gång.`,
    ],
  },
  {
    key: 'sociala-insatser',
    title: 'Riktade sociala insatser',
    fokusomrade: 'riktade-sociala-insatser',
    passages: [
      text('sociala-utgangspunkt')`
        Riktade insatser vänder sig till den som redan är på väg in i, eller vill ut ur, ett liv med brott. De bygger på
        att den enskilde själv vill ta emot stödet.`,
      ansvar('sociala-sarskilt-ansvar')`
        Socialnämnden, stadsdelsnämnderna och arbetsmarknadsnämnden har särskilt ansvar för de riktade insatserna. De ska
        erbjuda en sammanhållen kontakt, så att ingen behöver börja om hos varje myndighet.`,
      ansvar('sociala-arbetsmarknad')`
        Arbetsmarknadsnämnden har särskilt ansvar för att ungdomar som varken arbetar eller studerar får en väg till arbete
        eller utbildning. Arbetet bedrivs vid jobbcentrum i Norrby och Södervik.`,
      ansvar('sociala-avhoppare')`
        Socialnämnden erbjuder stöd till den som vill lämna en kriminell eller våldsbejakande miljö. Stödet kan börja
        samma dag som frågan ställs.`,
      ansvar('sociala-vald-nara')`
        Socialnämnden svarar för skydd och stöd till den som utsätts för våld i nära relationer eller för hedersrelaterat
        våld och förtryck. Alla nämnder som möter invånare ska veta hur de ställer frågan och vart de hänvisar.`,
      exempel('sociala-insatsgrupp')`
        I en social insatsgrupp samlas socialtjänst, skola, Polisen och ibland jobbcentrum kring en ung person som själv,
        och vid behov tillsammans med sina vårdnadshavare, har sagt ja till stödet.`,
    ],
  },
  {
    key: 'offentlig-miljo',
    title: 'Stadens offentliga miljö',
    fokusomrade: 'offentlig-miljo',
    passages: [
      text('miljo-skotsel')`
        En plats som sköts om upplevs som tryggare. Klotter och trasig belysning ska åtgärdas inom tre arbetsdagar,
        nedskräpning samma dag.`,
      ansvar('miljo-trafiknamnden')`
        Trafiknämnden har särskilt ansvar för gator, torg, gångtunnlar och belysning. Nämnden börjar med de platser som
        stadsdelarnas lägesbilder pekar ut.`,
      ansvar('miljo-tillsyn')`
        Miljö- och hälsoskyddsnämnden samordnar sin tillsyn av restauranger och butiker med andra myndigheter, så att
        samma verksamhet inte kan fortsätta med brott i nya former.`,
      exempel('miljo-vandring')`
        Två gånger om året går boende, stadsdelsförvaltning, Ekhamnsbostäder AB och Polisen en trygghetsvandring i
        Södervik. Det som upptäcks får en ansvarig och ett datum, och listan publiceras.`,
      text('miljo-kamera')`
        Kamerabevakning av en allmän plats får användas när behovet väger tyngre än intrånget i den personliga
        integriteten. Bedömningen ska finnas skriftligt *innan* kameran tas i drift.`,
    ],
  },
  {
    key: 'stadsutveckling',
    title: 'Stadsutveckling',
    fokusomrade: 'stadsutveckling',
    passages: [
      ansvar('stadsutveckling-planera')`
        Stadsbyggnadsnämnden har särskilt ansvar för att trygghet prövas när staden planeras och byggs. I varje detaljplan
        som rör en utpekad plats redovisas hur stråk, ljus och entréer påverkar tryggheten.`,
      ansvar('stadsutveckling-bostader')`
        Ekhamnsbostäder AB sköter sina gårdar, entréer och källare så att det är svårt att begå brott där, och låter
        hyresgästerna vara med och bestämma vad som görs först.`,
      exempel('stadsutveckling-kajen')`
        När norra kajen byggs om provar Ekhamns Hamn AB tillfällig belysning och flyttbara kiosker. Det som fungerar under
        sommaren får stå kvar, resten monteras ned.`,
      text('stadsutveckling-barn')`
        Barn och unga tillfrågas tidigt om platser de använder. Svaren ska kunna läsas i planhandlingarna.`,
    ],
  },
]
