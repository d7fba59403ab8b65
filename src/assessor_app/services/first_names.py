"""Given names that are common where these lessons are taught, and the ordinary words that look like names."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COMMON = _words(
    """
    aaliyah aaron abdul abdullah abigail adam adrian ahmed aiden aisha alan albert alejandra alejandro alex
    alexander alexandra alexis ali alice alicia aliyah allison alyssa amanda amelia amir amira amy ana andrea andrew
    andy angel angela angelina anita ann anna anne anthony antonio aria ariana arianna arthur asher ashley aubrey
    aurora ava avery barbara beatriz benjamin beth betty beverly bilal brandon brayden brenda brian brianna brittany
    brooklyn bruce bryan caleb cameron camila carla carlos carmen carol caroline carter catherine cecilia charles
    charlotte cheryl chloe chris christian christina christine christopher cindy claire clara colton connor courtney
    crystal cynthia daisy dakota damian daniel daniela danielle danny david deborah debra dennis derek destiny diana
    diane diego dmitri dominic donald donna dorothy douglas dylan edward elena eli eliana elias elijah elizabeth
    ella ellie emilia emily emma enrique eric erica erin esteban ethan eva evelyn ezra fatima felix fernando fiona
    francisco gabriel gabriela gabriella gary genesis george gerald gianna gloria gregory hailey hamza hannah harold
    harper harry hassan heather hector helen henry hudson hussein ian ibrahim imani isaac isabel isabella isabelle
    isaiah ivan jackson jacob jacqueline jaden jaime jamal james jamie jane janet janice jasmine jason javier jayden
    jean jeff jeffrey jennifer jeremiah jeremy jerry jesse jessica jesus jill joan joe joel johanna john johnny
    jonah jonathan jordan jorge jose joseph joshua josiah juan juanita judith judy julia julian juliana julie justin
    kai kaitlyn kamal karen karina katherine kathleen katie kayla keisha keith kelly kenneth kevin khadija kim
    kimberly kyle landon latoya laura lauren leah leila leo leon leonardo leslie levi liam liliana lillian lily
    linda lisa logan lorenzo louis lucas lucia lucy luis luke luna lydia maddie madeline madison malik manuel marcus
    margaret maria mariam mariana marie mario marisol martha martin marvin mary mateo matthew maya megan mehmet mei
    melanie melissa mia michael michelle miguel mike mila mohamed mohammed molly monica monique muhammad nadia nancy
    naomi natalia natalie nathan nathaniel nevaeh nguyen nicholas nicole nina noah noor nora olga oliver olivia omar
    oscar owen pablo pamela patricia patrick paul paula pedro penelope peter philip phillip priya rachel rafael
    ralph ramon raymond rebecca ricardo richard riley robert roberto rodrigo roger ronald rosa rose rosie roy
    russell ruth ryan sabrina sadie salma sam samantha samir samuel sandra santiago sara sarah savannah scarlett
    scott sean sebastian serena sergio shanice shannon sharon shirley silvia simon skylar sofia sonia sophia sophie
    stella stephanie stephen steve steven susan svetlana tamika tariq tatiana teresa terry theodore theresa thomas
    timothy tom tony tyler tyrone valentina valeria vanessa veronica victor victoria vincent violet virginia walter
    wanda wei wendy william willow wyatt xavier yasmin yolanda yousef yusuf zachary zahra zainab zoe zoey
    """
)

ALSO_WORDS = _words(
    """
    angel aria aurora autumn bill carol chance crystal daisy destiny faith frank genesis grace hope hunter iris ivy
    jean jordan joy june kai kelly lily luna mark may maya mila rose savannah sky stella violet virginia will willow
    """
)
"""At the beginning of a sentence these are more often plain words."""

ORDINARY = _words(
    """
    african american answer answers april arabic art asian august awarded bloom bloom's british canvas chinese
    christmas chromebook class clip criteria criterion december demonstrated easter english english-speaking
    european evidence excel exit february feedback french friday geography german goal goals google grade halloween
    history i i'd i'll i'm i've internet ipad italian january july june kahoot latin learner learners lesson lessons
    level levels mandarin march math mathematics maths minute minutes moment moments monday music next no not
    november october ok okay overview page pair part plan plans portuguese powerpoint progressing pupil pupils
    question questions reflection reflections rubric saturday school science september share slide smartboard
    spanish step steps strength strengths student students sunday taxonomy teacher teachers term thanksgiving think
    think-pair-share thursday ticket tickets time tuesday unit video videos web wednesday word work year yes yet
    youtube zoom
    """
)
"""Words that are written with a capital letter inside a sentence and name neither a person nor a school."""

NO_SCHOOL = _words(
    """
    a after all another any at before both during each elementary every first for from good great her high his in is
    its junior local many middle most my no of one other our primary private public secondary senior some such that
    the their these this those to what which your
    """
)
"""With one of these in front, a school is any school."""
