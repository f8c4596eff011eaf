"""Names that are also common words, in Norwegian and English: at the beginning of a sentence only a reader can tell which it is."""

from __future__ import annotations

COMMON_WORDS = frozenset(
    """are ask alm berg bakke bakken bjørk bjørn bo bonde borg bro bror bru brekke brekken brun bråten bård dag dagen dal dalen due eik
    eli elv elven eng even falk fisk foss fred frid from frost fugl gran gro grå hage hagen hans haug haugen hauk heid helg helge holm hus
    hvit iris jan jo kai klar lid lie lien lilje lind line liv live lo lund lunde lønn mai mari may mo moen my myr nes ness nord odd oddny
    ola per perle pia prest ravn rita roar rose rud rune ruth rød sand sander siv skog skogen smed sol sort stein sten storm strand
    stranden sund svart sør tim tom tone tor tove ulv une unn vest vibe vik viken viola vold voll vår våren ås åsen øst ødegård
    april art banks baker bell bill black brown bush chase cook day dean drew faith field fox frank gene grace grant green hill hope jack
    joy june king long mark miles page pat price rice rich rob short stone sue summers white will winter wood young
    bergen hamar moss horten voss bodø os nesset ål bø re sola time hole løten vang""".split()
)

# Names that end in s of themselves: "Jens" is rarely the genitive of "Jen".
ENDING_IN_S = frozenset(
    """anders andreas claus elias hans jens johannes jonas klaus lars lukas magnus marius markus mats mathias matias moses nicolas niels
    nils rasmus thomas tobias tomas iris agnes doris""".split()
)

# Parts of surnames that name nobody alone.
PARTICLES = frozenset("af al bin da de del den der di du el la le van von zu ten ter st".split())

# Words written with a capital letter inside a sentence that name nobody: languages' own habits, abbreviations of public life.
NEVER_NAMES = frozenset(
    """norge noreg norway oslo-skolen nav kommune kommunen staten stortinget regjeringen fylkeskommunen helsetilsynet ks eu ai ikt it
    norsk norske norwegian english engelsk europa europe i i'm i've i'll i'd mr mrs ms dr prof monday tuesday wednesday thursday friday
    saturday sunday january february march april may june july august september october november december
    gud jul påske pinse corona covid facebook google teams zoom word excel powerpoint internett""".split()
)
