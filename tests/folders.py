"""A small study folder with something of everything, as {name: bytes}; tests change what they are about."""

from __future__ import annotations

import hashlib
from pathlib import Path

BODY = "I: Hva er tillit?\n\nAda: At noen kommer tilbake 🙂 når de har sagt det.\n\nBo: Jeg er enig.\n"
NOTES = "Et referat.\n\nTo avsnitt, uten at noen snakker.\n"


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def passage(words: str, body: str = BODY) -> str:
    """Return "start,end,sha256" of the words in the body."""
    start = body.index(words)
    return f"{start},{start + len(words)},{sha(words)}"


def turn(n: int, label: str, words: str, rest: str, body: str = BODY) -> str:
    head = body.index(label + words)
    return f"{n},{head},{head + len(label)},{head + len(label) + len(words)},{rest}\n"


GUIDE = """id = "v1"
guide = "ledere"
title = "Ledere"
language = "nb"
number = 1
date = "2025-02-24"
why = ""

[[question]]
id = "theme"
parent = ""
kind = "topic"
text = "Samarbeid"

[[question]]
id = "who"
parent = "theme"
kind = "question"
text = "Hvem samarbeider dere mest med, utenfor kommunens egne avdelinger, og hvem tok det første skrittet?"
"""


def small_folder() -> dict[str, bytes]:
    """Return the folder in the form in which Belegg writes it."""
    files = {
        "study.toml": STUDY,
        "cases.csv": "id,name,kind,parent,note\nnord,Nord,kommune,,\nnord-helse,Helse,avdeling,nord,\"en, to\"\nsor,Sør,kommune,,\n",
        "attributes.csv": "case,attribute,value,source,date\nnord,size,12,årsmelding,\nnord,size,10,,2020-01-01\nsor,big,no,,\n",
        "members.csv": "id,name\nida,Ida\njonas,Jonas\n",
        "fieldwork/people.csv": "id,pseudonym,role,rank,unit,case\np2,Ada,leder,key,,nord-helse\np10,Bo,,,,\n",
        "fieldwork/promises.csv": (
            "id,text,origin,place,about,action,subject,due,after,days,owner,settled,why\n"
            "pr-1,Opptak slettes,letter,avsnitt 3,recording,delete,,,transcription,14,ida,kept,\n"
            "pr-2,Sitater vises,agreement,,quotation,check,person:p2,2025-06-01,,0,,,\n"
        ),
        "fieldwork/interviews.csv": (
            "id,date,place,form,state,minutes,time,guide,follows,participants,interviewers,note\n"
            "i-1,2025-03-05,Rådhuset,in_person,held,40,short,v1,,p2;p10,ida;jonas,\n"
            "i-2,,,mail,planned,,,,i-1,p2,,Spør om resten\n"
        ),
        "fieldwork/skipped.csv": "interview,question,by\ni-1,who,jonas\n",
        "fieldwork/recordings.csv": (
            "id,interview,source,made,added,by,sha256,size,media_type,length,transcribed,silenced,deleted,deleted_by\n"
            f"rec-2,i-1,,2025-03-05,2025-03-06T08:00:00Z,ida,{'0' * 64},1234567890,audio/mp4,00:40:12.500,2025-03-20,,2025-04-01T09:12:00Z,jonas\n"
            f"rec-10,,int-10,,2025-03-06T08:00:00Z,ida,{'1' * 64},44,audio/wav,,,0-1000 2500-3000,,\n"
        ),
        "fieldwork/passes.csv": "recording,date,by,note\nrec-2,2025-03-21,jonas,\"Tall, navn\"\n",
        "fieldwork/proofs.csv": f"promise,time,by,method,sha256,note\npr-1,2025-04-01T09:12:00Z,jonas,Overskrevet,{'a' * 64},\n",
        "fieldwork/certificates.csv": (
            "id,person,label,policy,made,by,sha256,swept,what\n"
            f'cert-1,p9,Trukket seg 1,delete,2025-04-02T09:12:00Z,jonas,{"b" * 64},2025-04-02T09:13:00Z,"{{""counts"": {{""turns"": 3}}}}"\n'
        ),
        "fieldwork/dates.csv": "event,date\ntranscription,2025-03-20\n",
        "fieldwork/notes/v1.toml": "# et notat\nid='v1'\n",
        "fieldwork/guides/v1.toml": GUIDE,
        "codebook.toml": CODEBOOK,
        "sources.csv": (
            "id,kind,title,date,language,cases,original,note,interview,observation\n"
            "int-2,interview,Samtale,2025-03-05,nb,nord;nord-helse,originals/int-2.docx,,i-1,\n"
            "int-10,document,Referat,,nn,,,\"to\nlinjer\",,\n"
        ),
        "texts.csv": (
            f"id,source,layer,parent,sha256,language,current,made,by,why,sealed\nint-2,int-2,raw,,{sha(BODY)},nb,no,,,,\n"
            f"int-2-v2,int-2,corrected,int-2,{sha(BODY)},nb,yes,2025-03-06T10:00:00Z,ida,hørt på nytt,\n"
            f"int-10,int-10,raw,,{sha(NOTES)},nn,yes,,,,\n"
        ),
        "texts/int-2.txt": BODY,
        "texts/int-2-v2.txt": BODY,
        "texts/int-10.txt": NOTES,
        "texts/int-2.turns.csv": TURNS,
        "texts/int-2-v2.turns.csv": TURNS,
        "texts/int-10.turns.csv": TURN_COLUMNS
        + turn(1, "", "Et referat.", ",,,,", NOTES)
        + turn(2, "", "To avsnitt, uten at noen snakker.", ",,,,", NOTES),
        "texts/int-10.marks.csv": "kind,at,label\npage,0,1\npage,13,2\n",
        "parts.csv": f"text,start,end,sha256,case\nint-2,{passage('Jeg er enig')},sor\n",
        "rounds.csv": "id,name,description\nr2,Andre,\nr1,Første,Hver tekst\n",
        "codings.csv": (
            "id,text,start,end,sha256,code,coder,round,time,memo\n"
            f"c-2,int-2,{passage('Hva er tillit?')},tillit,jonas,r1,2025-03-06T08:00:00.250000Z,\n"
            f"c-3,int-2,{passage(BODY[20:80])},makt,ida,r2,2025-03-06T07:00:00Z,\n"
            f"c-1,int-2,{passage('tilbake 🙂 når')},tillit,ida,r1,2025-03-06T07:00:00Z,m-1;m-2\n"
        ),
        "looked.csv": "text,code,coder,round,date,state\nint-2,*,ida,r1,2025-03-06,looked\nint-10,makt,jonas,r1,2025-03-07,not_asked\n",
        "memos.toml": MEMOS,
        "summaries.csv": (
            "code,column,text,by,time,codings\ntillit,case:nord,\"Holder \"\"ord\"\"\",ida,2025-03-08T10:00:00Z,c-1;c-2\n"
            "makt,person:p2,,jonas,2025-03-09T10:00:00Z,\n"
        ),
        "fieldwork/traits.csv": "person,name,value\np2,age,40–49\np2,gender,f\np10,age,31\n",
        "replacements.csv": (
            "text,start,end,was,was_start,was_end,sha256,replacement,rule,person,by,time,reversed\n"
            f"int-2-v2,4,7,int-2,4,6,{'ab' * 32},[Ada]s,first,p2,ida,2025-03-06T08:00:00Z,\n"
            f"int-2-v2,20,23,,0,0,{'cd' * 32},[sted],listed,,ida,2025-03-06T08:00:00Z,2025-03-07T08:00:00.500000Z\n"
        ),
        "name-decisions.csv": (
            "text,start,end,use,replacement,rule,person,by,time\nint-10,0,2,keep,,capital,,ida,2025-03-06T08:00:00Z\n"
            "int-10,3,10,replace,[Ada],first,p2,ida,2025-03-06T08:00:01Z\n"
        ),
        "wordlist.csv": f"id,sha256,use,replacement\nw-2,{'cd' * 32},replace,sted\nw-10,{'ef' * 32},keep,\n",
        "originals/int-2.docx": bytes(range(256)) * 40,
        "packs/forms/pack.toml": "[[form]]\nid = 'styrt'\n",
        "report.bin": b"\x00\xff\r\n",
    }  # fmt: skip
    return {name: data if isinstance(data, bytes) else data.encode() for name, data in files.items()}


def put(root: Path, files: dict[str, bytes]) -> Path:
    """Write the files below root and return it."""
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def found(root: Path) -> dict[str, bytes]:
    """Return all files below root."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


TURN_COLUMNS = "n,head,start,end,speaker,role,person,time_start,time_end\n"
TURNS = (
    TURN_COLUMNS
    + turn(1, "I: ", "Hva er tillit?", "I,interviewer,,00:00:01,")
    + turn(2, "Ada: ", "At noen kommer tilbake 🙂 når de har sagt det.", "Ada,informant,p2,00:00:04.250,00:01:00")
    + turn(3, "Bo: ", "Jeg er enig.", "Bo,informant,p10,,")
)
STUDY = '''format = 1
id = "liten"
title = "En liten studie"
invented = true
language = "nb"
languages = [
    "nb",
    "nn",
]
stance = "reflexive"
about = """
To linjer
her."""

[design]
unit = "Kommunen"
years = 3

[[question]]
id = "q-1"
parent = ""
text = "Hva er tillit, og hvordan blir den til der folk fra kommunen og frivillige møtes ukentlig?"
declared = true

[[question]]
id = "q-2"
parent = "q-1"
text = "Hva er makt, og hvem har den når noe faktisk skal avgjøres mellom dem som møtes?"
declared = false

[[attribute]]
id = "size"
name = "Innbyggere i kommunen per første januar, etter Kommunefakta (oppdiktet)"
type = "number"
choices = []
unit = "tusen"

[[attribute]]
id = "big"
name = "Er kommunen stor, målt mot de andre i fylket den hører til (oppdiktet)"
type = "yesno"
choices = []
unit = ""
'''
CODE = """id = "{id}"
name = "{name}"
parent = "{parent}"
colour = "c1"
origin = "inductive"
source = ""
definition = "Når noen regner med en annen, også der ordet ikke blir brukt av den som snakker."
include = ""
exclude = ""
example = ""
"""
CODEBOOK = "\n".join(
    ["[[code]]\n" + CODE.format(id=id, name=id.title(), parent=parent) for id, parent in [("relasjon", ""), ("tillit", "relasjon"), ("makt", "")]]
    + ['[[version]]\nnumber = 1\ndate = "2025-03-01"\nby = "ida"\nreason = "Først."\n\n[[version.code]]\n' + CODE.format(id="tillit", name="Tro", parent="")]
)  # fmt: skip
MEMO = '''[[memo]]
id = "{id}"
kind = "theory"
target = "{target}"
by = "ida"
time = "2025-03-06T07:05:00Z"
title = "Om tillit"
text = """
Første linje
andre linje"""
'''
MEMOS = "\n".join(MEMO.format(id=id, target=target) for id, target in [("m-1", "coding:c-1"), ("m-2", "coding:c-1"), ("m-10", "study")])
