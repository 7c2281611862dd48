import { ansvar, type DemoProgram, exempel, text } from './demo-program.ts'
import { EKHAMN_FOKUSOMRADEN_2028 } from './ekhamn-program-2028-fokusomraden.ts'

/** The draft that the demo's visitor sends on remiss. */
export const EKHAMN_PROGRAM_2028: DemoProgram = {
  key: 'ekhamn-2028',
  title: 'Trygghetsprogram för Ekhamn 2028–2031',
  validFrom: '2028-01-01',
  validTo: '2031-12-31',
  avsnitt: [
    {
      key: 'inledning',
      title: 'Inledning och syfte',
      fokusomrade: null,
      passages: [
        text('inledning-varfor')`
          Alla som bor, arbetar eller vistas i Ekhamn ska kunna röra sig fritt i hela staden, dygnet runt. Otrygghet gör
          vardagen mindre: den som avstår från kvällsbussen, badet eller föreningslivet har redan förlorat något, även om
          inget brott har begåtts.`,
        text('inledning-lagen')`
          Programmet anger kommunens samlade inriktning för det brottsförebyggande och trygghetsskapande arbetet åren
          2028–2031. Det utgår från lagen (2023:196) om kommuners ansvar för brottsförebyggande arbete, gäller alla
          nämnder och bolagsstyrelser och ersätter [programmet för åren 2024–2027](/programmet).`,
        text('inledning-mal')`
          Det övergripande målet är att **färre ska utsättas för brott och fler ska känna sig trygga** i hela Ekhamn. Varje
          nämnd och bolag ska kunna visa hur det egna arbetet bidrar till målet.`,
        text('inledning-tre-matt')`
          Tre saker mäts var för sig och redovisas alltid sida vid sida:

          - upplevd trygghet, som invånarna svarar om i enkäter
          - självrapporterad utsatthet, som invånarna själva berättar om
          - anmälda brott, som Polisen registrerar

          Inget av måtten får ensamt beskriva hur det står till.`,
        text('inledning-social-situationell')`
          Arbetet ska vara både socialt och situationellt. Social prevention minskar viljan att begå brott, situationell
          prevention minskar tillfällena. En åtgärdsplan som bara innehåller det ena ska förklara varför.`,
      ],
    },
    {
      key: 'uppdrag-ansvar',
      title: 'Uppdrag och ansvar',
      fokusomrade: null,
      passages: [
        ansvar('uppdrag-kommunstyrelsen')`
          Kommunstyrelsen leder kommunens brottsförebyggande arbete. Styrelsen samlar nämnder och bolag kring en gemensam
          lägesbild, ser till att en åtgärdsplan beslutas och rapporterar löpande till kommunfullmäktige.`,
        ansvar('uppdrag-samordning')`
          På stadsledningskontoret finns en samordningsfunktion som stöder nämnderna och är kontaktväg för andra parter.
          Trygghetssamordnaren svarar för funktionen och för att invånarna får veta vart de kan vända sig för råd och
          hjälp.`,
        ansvar('uppdrag-namnder-bolag')`
          Varje nämnd och bolagsstyrelse planerar och leder trygghetsarbetet i den egna verksamheten. Vad som ska göras
          under året skrivs in i verksamhetsplanen, med namn på den funktion som svarar för det.`,
        ansvar('uppdrag-bidra')`
          Facknämnderna och bolagsstyrelserna svarar var och en för sitt verksamhetsområde och ska, när det är påkallat,
          bidra med kunskap och resurser till stadsdelsnämndernas arbete. Bidraget kan vara arbetstid, lokaler, uppgifter
          om läget eller närvaro på en plats.`,
        ansvar('uppdrag-lokalt-rad')`
          I varje stadsdel finns ett lokalt trygghetsråd. Stadsdelsnämnden utser ordföranden, kallar till möten och ser
          till att stadsdelsförvaltningen, skolan, fritidsverksamheten, Polisen och de större fastighetsägarna deltar.`,
        ansvar('uppdrag-stadsdelsnamnder')`
          Stadsdelsnämnderna tar fram en lägesbild för sin stadsdel och håller ihop det lokala arbetet. Stadsdelarnas
          lägesbilder läggs samman till kommunens.`,
        ansvar('uppdrag-bolag')`
          De kommunala bolagen deltar i arbetet på samma villkor som nämnderna. Hur uppdraget ska utföras beslutar
          bolagets styrelse inom ramen för ägardirektivet.`,
        text('uppdrag-sakerhetssamordnare')`
          Varje förvaltning har en *säkerhetssamordnare* som arbetar med skyddet av den egna verksamheten. Det är ett annat
          uppdrag än *trygghetssamordnarens*, som gäller hela kommunen.`,
      ],
    },
    {
      key: 'struktur',
      title: 'Struktur för arbetet',
      fokusomrade: null,
      passages: [
        text('struktur-fyra-steg')`
          Arbetet har fyra delar som följer på varandra och sedan börjar om:

          1. planera: ta reda på hur det ser ut och varför
          2. genomföra: göra det som är beslutat, tillsammans med dem som behövs
          3. kommunicera: berätta vad som görs och vad det ledde till
          4. följa upp: pröva om det blev någon skillnad`,
        ansvar('struktur-lagesbild')`
          Kommunstyrelsen fastställer en lägesbild för hela kommunen. Den beskriver vilka brott som begås, hur omfattande
          de är och vilka följder de får, tar med annan information som behövs och avslutas med en analys.`,
        text('struktur-orsaker')`
          Innan en åtgärd väljs ska orsakerna till problemet vara prövade. Det som är ett antagande ska också kallas
          antagande.`,
        ansvar('struktur-atgardsplan')`
          Med lägesbilden som grund beslutas en åtgärdsplan. Varje åtgärd i planen har **en** ansvarig funktion, ett
          slutdatum och en beskrivning av hur den ska följas upp.`,
        text('struktur-akut')`
          En åtgärd påbörjas när det är bestämt hur den ska följas upp. Vid en akut händelse får arbetet börja direkt, men
          då antecknas skälet och uppföljningen bestäms i efterhand.`,
        exempel('struktur-veckorapport')`
          Varje måndag lämnar fältare, skolvärdar och bovärdar i Norrby korta rapporter om platser och tider. Rapporterna
          innehåller inga uppgifter om enskilda och är underlag när veckans arbete fördelas.`,
        ansvar('struktur-kommunicera')`
          Den nämnd som beslutar om en åtgärd svarar också för att de berörda får veta vad som görs, varför det görs och
          vad det ledde till. Informationen ska vara saklig och lätt att förstå.`,
        ansvar('struktur-uppdatera')`
          Lägesbilden uppdateras och åtgärdsplanen följs upp minst vartannat år. Kommunstyrelsen bevakar båda tiderna, som
          löper oberoende av varandra.`,
      ],
    },
    {
      key: 'samverkan',
      title: 'Samverkan',
      fokusomrade: null,
      passages: [
        text('samverkan-inom-kommunen')`
          Samverkan börjar inom kommunen. En nämnd som ser ett problem utanför sitt eget område lämnar det vidare till den
          som kan göra något åt det, och frågar vad som hände sedan.`,
        ansvar('samverkan-overenskommelse')`
          Kommunen arbetar för skriftliga överenskommelser med Polisen och andra parter. En överenskommelse anger minst
          vad den syftar till och vilka områden den gäller. Så här sammanfattar parterna sin utgångspunkt:

          > Vi ses innan något har hänt, inte bara efteråt.`,
        ansvar('samverkan-strategiskt-rad')`
          Kommunen verkar för att det finns ett strategiskt råd där de viktigaste parterna möts. Kommunen leder rådet, och
          de andra parterna företräds av personer i ledande ställning.`,
        text('samverkan-region')`
          Region Ekkusten är en viktig part genom hälso- och sjukvården, beroendevården och kollektivtrafiken. Regionen
          bjuds in till det strategiska rådet och till de lokala råd där den har verksamhet.`,
        exempel('samverkan-naringsliv')`
          Näringslivet bidrar med sin kännedom om platserna. Handlarna i Hamnen, Ekhamn Parkering AB och kommunen går varje
          höst och vår en gemensam kvällsrunda för att se vilka platser som behöver bättre ljus eller mer folkliv.`,
        text('samverkan-civilsamhalle')`
          Civilsamhällets föreningar, församlingar och nattvandrare når människor som kommunen inte når. Deltagandet är
          frivilligt, och ingen förening ska behöva lämna uppgifter om sina medlemmar för att få vara med.`,
        text('samverkan-raddningstjanst')`
          Räddningstjänstförbundet bidrar med kunskap om anlagda bränder och deltar när lägesbilden visar ett sådant
          problem.`,
        text('samverkan-sekretess')`
          Lagen ger ingen ny rätt att dela uppgifter som omfattas av sekretess eller som rör enskilda. Parterna delar
          kunskap om **platser, tider och företeelser**.`,
      ],
    },
    ...EKHAMN_FOKUSOMRADEN_2028,
    {
      key: 'perspektiv',
      title: 'Perspektiv',
      fokusomrade: null,
      passages: [
        text('perspektiv-fem')`
          Fem perspektiv ska finnas med i varje lägesbild och åtgärdsplan:

          - jämställdhet
          - barn
          - funktionshinder
          - hbtqi
          - äldre`,
        text('perspektiv-fragor')`
          För varje perspektiv ställs samma frågor: Vem berörs? Vem saknas i underlaget? Vem kan påverkas negativt av det
          som föreslås?`,
        text('perspektiv-agenda-2030')`
          Programmet är en del av kommunens arbete med Agenda 2030, främst målen om jämställdhet, hållbara städer och
          fredliga samhällen.`,
      ],
    },
    {
      key: 'uppfoljning',
      title: 'Uppföljning',
      fokusomrade: null,
      passages: [
        ansvar('uppfoljning-namnder')`
          Nämnder och bolagsstyrelser redovisar i sin årsberättelse vad de har gjort, vad som inte blev av och varför.`,
        ansvar('uppfoljning-fullmaktige')`
          Kommunstyrelsen rapporterar löpande till kommunfullmäktige och minst en gång om året i ett samlat underlag. Där
          framgår också vilka delar av lagen som inte är uppfyllda.`,
        text('uppfoljning-effekt')`
          Att räkna aktiviteter räcker inte. Den som hävdar att en åtgärd har haft effekt ska kunna visa hur det såg ut
          före och vad den jämför med; annars är slutsatsen att *effekten inte går att avgöra*.`,
        text('uppfoljning-larande')`
          Det som har lärts under uppföljningen skrivs in i nästa lägesbild, också när lärdomen är att en åtgärd bör
          avslutas.`,
      ],
    },
  ],
}
