"""Words that name nobody: what a copy without names may keep of somebody's own words.

Left out on purpose are words that people bear as names (Will, Mark, Grant, Rose, Dean, Page, West), and
months, which are kept only within a date.
"""

_WORDS = """
a able about above absence absent accepted accepts access accident account accounts action actually added
adjusted adjustment adjustments administration administrator administrators adult advise advised adviser
advisers advisor advisors after again against agreed agreement agreements agrees all allotted allow allowed
allows almost already also altered although always amended amendments amount amounts an analyst and annual
another answer answered any anybody anyone anything apologies apologised application applied apprentice
apprenticeship apprenticeships approval approved are area areas aren arrived as ask asked asking asks
assessed assessment assets assistant associate assured at attend attendance attended attendee attending
attends audit authorise authorised authority available awaiting away back backdated bank be became because
become been before began begin begins being below bereavement beside best better between board booked
booking bookings both bring budget budgets bursary business but by call called calls came can cancelled
cannot capacity care carer carers caring case cases cause caused centre certificate certificates change
changed changes charge charged charges check checked childcare children city claim claimable claimed
claiming claims clash clashes clawed client close closed code cohort cohorts colleague colleagues come comes
coming commissioned commissioning commitments committed communications community companies company competing
complete completed completes completion confirm confirmed conflict consent contact contacted contract
contractor convener coordinator copy corporate correct corrected correcting correction corrections cost
costs couldn council councillor councils county course court covered covid credit credited culture customer
data date dated dates day days deal decided decision declined declines deferral deferred delay delayed
delivered delivering delivery department deputy design designer development did didn died differ different
digital director directorate disclosed disputed district diversity divided division do doctor does doesn
doing domestic done double down draft drop dropped dropping due duplicate during duty each earlier early
economic economy education effect effective effectiveness either election elections eligible else elsewhere
email emailed emergency employed employee employees employer employers employment end ended ends engagement
enough enrolled enrolment entered entitled entry environment equality error errors estates etc evening event
events ever every everybody evidence exactly exam examination exams except excused executive exempt exempted
expected explained extended extension external extra facilitator failed families family faulty fee feedback
fees festival few field figure figures file files final finance financial find finish finished finishes fire
first five floods flu follows for forgotten form forms found four fourth free from full fully fund funded
funder funders funding funds funeral further future gave general get given gives giving go goes going gone
good graduate group groups had hadn half handed happened has hasn have haven having he head health her here
hers herself high him himself his history holiday holidays home hospital hour hours house housing how human
identity if ill illness in included inclusion independent individual induction ineligible information
informed injured injury inspector instead instructions insurance intern internal interview into invited
invoice invoiced invoices is isn it items its itself job joined joining jury just keep kept known large last
late lateness later law lead leader leaders leadership learner learners learning leave leaver leaving led
left legal less letter level library licence licensing life limited line lines list listed little local
lockdown locked long longer lost low made mail main maintenance make makes making management manager
managers managing mandatory manually many marked marks maternity me mean meaning means medical meeting
meetings member members merged merit message met mid middle minus minutes misread missed missing mistake
mistaken mistakenly mistakes mix module modules moment money month months more morning most moved moves much
muddle must my name named names national need needed needs net network never new next night no nobody
nominated nomination nominee non none nor not note noted nothing notice notified notify now number numbers
observed occupational occurred of off offer offered office officer officers officially often old on once one
ongoing online only onto open operation operational operations or order orders organisation organisational
organisations organising original other others our out outcome outcomes outside over overlaps overlooked
overpaid overseas owing own paid panel paper parental part participant participants partly partner partners
partnership parts party pass passed past paternity pay paying payment payments payroll pays people per
performance perhaps period periods permanent person personal personnel persons phone phoned place placed
placement places planned planning plans please plus point policies policy pool portal position post postpone
postponed postponement posts practice practitioner pregnant present presentation presented pressure
pressures previous principal priorities priority private probation problem process processing procurement
product professional profile programme programmes project projects promoted proof property protection proved
provided provider public purchase put qualified qualifies quality queried queries query question questions
quickly quit quite raised rang rate rather reached read reading ready really rearranged reason reasonable
reasons rebooked recalled received record recorded records recruitment reduced redundancy redundant refer
referred refunded refused regeneration regional register registers registrar registration reinstated
rejected rejoined relations released reliable relocated relocation remained remains remote removed
reorganisation reorganised reorganising repeated replaced replacement replied reply report reported reports
requested required requirement requires reschedule rescheduled reserve reserved resign resignation resigned
resilience resource resources resourcing respond rest restated restructure restructured result resumed
retained retired retirement return returned returns review reviewed revised revision reward rights risk role
roles room rota rule rules running s sabbatical said same say says scheme school schools scrutiny second
seconded secondment secondments section sector see seemed self sent separate serious service services
session sessions set settled several severance she sheet shift shifts short should shown sick sickness side
sign signature signatures signed since single site six skills slot small snow so social some somebody
someone something soon sorry spare specialist staff standards start started starting starts statement stay
stayed still stopped strategic strategically strategies strategist strategy strike strikes study subject
submitted subsidised subsidy substitute substituted substitution such suddenly supervisor supplier support
supported supports sure surgery swap swapped switch switched system systems t take taken takes taking talent
talk task team teams technical technically technician technologies technology telephone tell tells temporary
ten term termination terms text than that the their them themselves then there these they things think third
this those though thought three threshold through time times title to today together told tomorrow too took
top total town traded traffic train trainee trainer trainers training trains transfer transferred
transformation transport tribunal trust twelve twice two type typed typing unable unavailable uncertain
unclear undelivered under unexpected unexpectedly unfinished unforeseen unfortunately unit unitary unless
unmarked unpaid unsigned until untrue unwell unwilling up update updated urgent urgently us use used vacancy
ve venue version very via virtual visa volunteered wait waiting waits waived waiver wanted was wasn waste
weather week weeks welfare well wellbeing went were weren what when where whereas whether which while who
whole whom whose why wide wish wished wishes with withdraw withdrawal withdrawn withdrew within without work
worked worker workers workforce working workload workplace works workshop workshops would wouldn written
wrong wrongly wrote year years yes yesterday yet you your
"""
_AS_THEY_STAND = "CEO CFO CIPD CODE Dr GDPR HR ID INV IT LGA Mr Mrs Ms OD PO SEN SEND UK VAT WME"
HARMLESS = frozenset(_WORDS.split())
"""In small letters."""
AS_THEY_STAND = frozenset(_AS_THEY_STAND.split())
"""Titles, and capitals that stand for no person."""
PARTICLES = frozenset(("a", "an", "and", "at", "by", "in", "of", "on", "or", "the", "to", "under"))
"""Words that may be part of a name and, in small letters, are none."""
