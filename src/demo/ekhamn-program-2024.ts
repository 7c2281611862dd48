import { ansvar, type DemoProgram, exempel, text } from './demo-program.ts'

/**
 * The programme in force in the demo. The 2023 remiss (`ekhamn-remisser.ts`) quotes this text: the passages that were
 * quoted were adopted with the wording they had when they were sent out.
 */
export const EKHAMN_PROGRAM_2024: DemoProgram = {
  key: 'ekhamn-2024',
  title: 'Trygghetsprogram för Ekhamn 2024–2027',
  validFrom: '2024-01-01',
  validTo: '2027-12-31',
  avsnitt: [
    {
      key: 'inledning',
      title: 'Inledning och syfte',
      fokusomrade: null,
      passages: [
        text('inledning-varfor')`
          Alla som bor, arbetar eller vistas i Ekhamn ska kunna röra sig fritt i staden. Otrygghet begränsar vardagen:
          den som avstår från kvällsbussen eller från föreningslivet har förlorat något, även om inget brott har begåtts.`,
        text('inledning-lagen')`
          Programmet anger kommunens inriktning för det brottsförebyggande och trygghetsskapande arbetet åren 2024–2027.
          Det utgår från lagen (2023:196) om kommuners ansvar för brottsförebyggande arbete och gäller alla nämnder och
          bolagsstyrelser.`,
        text('inledning-mal')`
          Det övergripande målet är att **tryggheten ska öka och brotten bli färre** i hela Ekhamn.`,
        text('inledning-begrepp')`
          Med *trygghet* menas i programmet den egna upplevelsen och med *säkerhet* den faktiska risken att något händer.`,
        text('inledning-social-situationell')`
          Arbetet ska vara både socialt och situationellt. Social prevention minskar viljan att begå brott, situationell
          prevention minskar tillfällena.`,
      ],
    },
    {
      key: 'uppdrag-ansvar',
      title: 'Uppdrag och ansvar',
      fokusomrade: null,
      passages: [
        ansvar('uppdrag-kommunstyrelsen')`
          Kommunstyrelsen leder kommunens brottsförebyggande arbete och rapporterar löpande till kommunfullmäktige.
          Styrelsen samlar nämnder och bolag kring gemensamma prioriteringar.`,
        ansvar('uppdrag-samordning')`
          På stadsledningskontoret finns en samordningsfunktion som stöder nämnderna och är kontaktväg för andra parter.
          Trygghetssamordnaren svarar för funktionen.`,
        ansvar('uppdrag-namnder-bolag')`
          Varje nämnd och bolagsstyrelse planerar trygghetsarbetet i den egna verksamheten och beskriver det i sin
          verksamhetsplan.`,
        ansvar('uppdrag-bidra')`
          Facknämnder och bolagsstyrelser svarar för sitt verksamhetsområde och kan bidra med kunskap och resurser till
          stadsdelsnämndernas arbete där det är påkallat.`,
        ansvar('uppdrag-lokalt-rad')`
          I varje stadsdel finns ett lokalt trygghetsråd som stadsdelsnämnden kallar till. I rådet ingår
          stadsdelsförvaltningen, skolan, fritidsverksamheten och Polisen.`,
        ansvar('uppdrag-stadsdelsnamnder')`
          Stadsdelsnämnderna beskriver läget i sin stadsdel en gång om året och håller ihop det lokala arbetet.`,
      ],
    },
    {
      key: 'struktur',
      title: 'Struktur för arbetet',
      fokusomrade: null,
      passages: [
        text('struktur-fyra-steg')`
          Arbetet bedrivs i fyra steg:

          1. planera
          2. genomföra
          3. kommunicera
          4. följa upp`,
        ansvar('struktur-lagesbild')`
          Kommunstyrelsen fastställer en lägesbild för hela kommunen. Den beskriver brottsligheten, hur omfattande den är
          och vilka följder den får, och avslutas med en analys.`,
        ansvar('struktur-atgardsplan')`
          Med lägesbilden som grund beslutas en åtgärdsplan. Planen anger vilka åtgärder kommunen avser att vidta och vem
          som svarar för dem.`,
        text('struktur-kommunicera')`
          Invånarna ska få veta vad kommunen gör och varför. Informationen ska vara saklig och lätt att förstå.`,
        ansvar('struktur-uppdatera')`
          Lägesbilden uppdateras och åtgärdsplanen följs upp minst vartannat år.`,
      ],
    },
    {
      key: 'samverkan',
      title: 'Samverkan',
      fokusomrade: null,
      passages: [
        ansvar('samverkan-overenskommelse')`
          Kommunen arbetar för skriftliga överenskommelser med Polisen och andra parter. En överenskommelse anger minst
          vad den syftar till och vilka områden den gäller.`,
        ansvar('samverkan-strategiskt-rad')`
          Kommunen verkar för att det finns ett strategiskt råd där de viktigaste parterna möts. Kommunen leder rådet.`,
        exempel('samverkan-naringsliv')`
          Handlarna i Hamnen, Ekhamn Parkering AB och kommunen går varje höst en gemensam kvällsrunda för att se vilka
          platser som behöver bättre ljus.`,
        text('samverkan-civilsamhalle')`
          Civilsamhällets föreningar och nattvandrare når människor som kommunen inte når. Deltagandet är frivilligt.`,
      ],
    },
    {
      key: 'forebyggande',
      title: 'Förebyggande arbete',
      fokusomrade: 'forebyggande-arbete',
      passages: [
        text('forebyggande-tidigt')`
          Tidiga insatser ger mest. De vänder sig till alla barn och unga och bygger på att förskola, skola, fritid och
          socialtjänst känner till varandras arbete.`,
        ansvar('forebyggande-skola')`
          Utbildningsnämnden har särskilt ansvar för skolans förebyggande arbete. Frånvaro följs upp och möts med stöd.`,
        ansvar('forebyggande-fritid')`
          Kulturnämnden och idrotts- och fritidsnämnden erbjuder mötesplatser för unga på kvällar och helger.`,
        exempel('forebyggande-foraldrastod')`
          På familjecentralen i Ekängen träffar föräldrar öppna förskolan, barnhälsovården och socialtjänsten under samma
          tak.`,
      ],
    },
    {
      key: 'sociala-insatser',
      title: 'Riktade sociala insatser',
      fokusomrade: 'riktade-sociala-insatser',
      passages: [
        ansvar('sociala-sarskilt-ansvar')`
          Socialnämnden, stadsdelsnämnderna och arbetsmarknadsnämnden har särskilt ansvar för de riktade insatserna.`,
        ansvar('sociala-arbetsmarknad')`
          Arbetsmarknadsnämnden har särskilt ansvar för ungdomar som varken arbetar eller studerar. Arbetet bedrivs vid
          jobbcentrum.`,
        ansvar('sociala-avhoppare')`
          Socialnämnden erbjuder stöd till den som vill lämna en kriminell miljö.`,
        exempel('sociala-insatsgrupp')`
          I en social insatsgrupp samlas socialtjänst, skola och Polisen kring en ung person som själv har sagt ja till
          stödet.`,
      ],
    },
    {
      key: 'offentlig-miljo',
      title: 'Stadens offentliga miljö',
      fokusomrade: 'offentlig-miljo',
      passages: [
        text('miljo-skotsel')`
          En plats som sköts om upplevs som tryggare. Klotter, trasig belysning och nedskräpning ska åtgärdas utan dröjsmål.`,
        ansvar('miljo-trafiknamnden')`
          Trafiknämnden har särskilt ansvar för gator, torg, gångtunnlar och belysning.`,
        exempel('miljo-vandring')`
          En gång om året går boende, stadsdelsförvaltning och Polisen en trygghetsvandring i Södervik. Det som upptäcks
          skrivs ned och lämnas till den som kan åtgärda det.`,
        text('miljo-ordningsvakter')`
          Ordningsvakter är ett komplement och ersätter varken Polisen eller det långsiktiga arbetet. Behovet prövas en
          gång om året.`,
      ],
    },
    {
      key: 'stadsutveckling',
      title: 'Stadsutveckling',
      fokusomrade: 'stadsutveckling',
      passages: [
        ansvar('stadsutveckling-planera')`
          Stadsbyggnadsnämnden har särskilt ansvar för att trygghet beaktas när staden planeras och byggs.`,
        ansvar('stadsutveckling-bostader')`
          Ekhamnsbostäder AB sköter sina gårdar, entréer och källare så att det är svårt att begå brott där.`,
      ],
    },
    {
      key: 'perspektiv',
      title: 'Perspektiv',
      fokusomrade: null,
      passages: [
        text('perspektiv-fem')`
          Arbetet ska bedrivas med jämställdhets-, barn-, funktionshinder-, hbtqi- och äldreperspektiv.`,
      ],
    },
    {
      key: 'uppfoljning',
      title: 'Uppföljning',
      fokusomrade: null,
      passages: [
        ansvar('uppfoljning-fullmaktige')`
          Kommunstyrelsen rapporterar till kommunfullmäktige minst en gång om året.`,
        text('uppfoljning-giltighet')`
          Programmet gäller till och med 2027. Ett förslag till nytt program ska ha varit på remiss innan dess.`,
      ],
    },
  ],
}
