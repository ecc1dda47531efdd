"""A search finds numbers, names and abbreviations however they are written, on every engine."""

from __future__ import annotations

import pytest

from index.archive import Archive
from index.engines.protocol import Engine
from index.errors import QueryError
from index.query import parse
from tests.support.builders import annotated, article

NUMBERS = {
    "commas": "A fund of 1,200,000 zebras.",
    "digits": "A fund of 1200000 zebras.",
    "million": "A fund of 1.2 million zebras.",
    "short": "A fund of 1.2m zebras.",
    "dots": "A fund of 1.200.000 zebras.",
    "spaces": "A fund of 1\u202f200\u202f000 zebras.",
    "plain spaces": "A fund of 1 200 000 zebras.",
    "apostrophes": "A fund of 1'200’000 zebras.",
    "smaller": "A fund of 1,200 zebras.",
    "larger": "A fund of 1,200,000,000 zebras.",
    "a list": "Funds of 1,2,200 and 000 zebras.",
}
SAME = set(NUMBERS) - {"smaller", "larger", "a list"}
OTHERS = {
    "a billion": "It lent 8.4bn to Korsa.",
    "in words": "It lent 8.4 billion to Korsa.",
    "in digits": "It lent 8,400,000,000 to Korsa.",
    "not a billion": "It lent 8.4 million to Korsa.",
    "a thousand": "It drew $45k to Grimsa.",
    "in thousands": "It drew 45,000 to Grimsa.",
    "a year": "In 2024 it drew none to Grimsa.",
    "metres": "She won the 100m in Ulvik.",
    "euros": "A ship of 100 million for Ulvik.",
    "sign": "Fares in Vell rose 7%.",
    "sign apart": "Fares in Vell rose 7 %.",
    "word": "Fares in Vell rose 7 percent.",
    "words": "Fares in Vell rose 7 per cent.",
    "points": "Fares in Vell rose 7 points, and 3 per centre.",
}
AMOUNTS = [
    ("1200000", SAME), ("1,200,000", SAME), ("1.2 million", SAME), ('"1.2 million"', SAME),
    ("1.2m", SAME), ("$1.2m", SAME), ('"1 200 000"', {"plain spaces"}),
    ("1,200", {"smaller"}), ("1200", {"smaller"}), ("1,200,000,000", {"larger"}),
    ("1.2 billion", {"larger"}), ("200", {"a list", "plain spaces"}),
    ("korsa 8.4bn", {"a billion", "in words", "in digits"}),
    ("8400000000", {"a billion", "in words", "in digits"}),
    ("korsa 8.4 million", {"not a billion"}),
    ("grimsa $45k", {"a thousand", "in thousands"}), ("45,000", {"a thousand", "in thousands"}),
    ("grimsa 2024", {"a year"}), ("ulvik 100m", {"metres"}), ("ulvik 100mn", {"euros"}),
    ("ulvik £100m", {"metres", "euros"}), ("ulvik 100 million", {"euros"}),
    ("=8.4bn", {"a billion"}),
    ("vell 7%", {"sign", "sign apart", "word", "words"}),
    ('"7 per cent"', {"sign", "sign apart", "word", "words"}),
    ("vell percent", {"sign", "sign apart", "word", "words"}),
    ("vell 7 -percent", {"points"}),
]  # fmt: skip
APOSTROPHES = {
    "straight": "Tom O'Leary rowed.", "curly": "Tom O’Leary swam.", "none": "Tom Oleary dived.",
    "a letter": "Tom Oʼleary sank.", "apart": "Tom O Leary floated.", "Leary": "Tom Leary sat.",
    "Souza": "Nina D'Souza sang.", "joined": "Nina Dsouza hummed.", "De": "Nina De Souza fell.",
    "do not": "They don’t swim in Ulla.", "dont": "They dont row in Ulla.",
    "years": "Since the 1990s a mill.", "years of": "Since the 1990’s a weir.",
    "read": "I'd read it in Hamm.", "dread": "They dread it in Hamm.",
    "well": "We'll go to Hamm.", "a well": "A well in Hamm.",
}  # fmt: skip
LEARY = {"straight", "curly", "none", "a letter", "apart"}
JOINED = [
    ("oleary", LEARY), ("o'leary", LEARY), ("O’Leary", LEARY), ("tom oʼleary", LEARY),
    ('"Tom OLeary"', LEARY), ("leary", LEARY - {"none"} | {"Leary"}),
    ("=oleary", {"none"}), ("dsouza", {"Souza", "joined"}), ("d'souza", {"Souza", "joined"}),
    ('"nina d’souza"', {"Souza", "joined"}), ("souza", {"Souza", "De"}),
    ("ulla dont", {"do not", "dont"}), ("ulla don't", {"do not", "dont"}),
    ("1990s", {"years", "years of"}), ("1990's", {"years", "years of"}),
    ("hamm dread", {"dread"}), ("hamm i'd", {"read"}), ("hamm we'll", {"well"}),
]  # fmt: skip
FRACTIONS = {
    "apart": "Add 1/2 cup of flour.", "a sign": "Add ½ cup of flour.", "¼": "Add ¼ cup of flour.",
    "others": "Add 1 or 2 cups of flour.", "a date": "Add flour on 11/2.",
    "2 apart": "Add 2 3/4 spoons of salt.", "2 joined": "Add 2¾ spoons.",
    "a score": "Lom won 23-4.",
}  # fmt: skip
WRITTEN_FRACTIONS = [
    ("1/2 flour", {"apart", "a sign"}), ("½", {"apart", "a sign"}), ("1/4", {"¼"}), ("¼", {"¼"}),
    ("=½", {"a sign"}), ("11/2", {"a date"}), ("2¾", {"2 apart", "2 joined"}),
]  # fmt: skip
SHORT_AMOUNTS = {
    "a race": "She ran the 100m in Lom.", "$": "A $100m mill.", "apart": "A mill of EUR 100 m.",
    "US$": "A US$100M mill.", "euros": "A 100m-euro mill.", "people": "Some 100m people came.",
    "in words": "A mill of 100 million.", "runs": "The 5k in Lom.", "a class": "Class 5b in Lom.",
    "a thousand": "A £5k prize.", "crowd": "Some 5k people ran.", "billion": "A £5bn dam.",
    "short billion": "A £5b dam.", "a road": "The A100M in Lom.",
    "a champion": "The US 100m champion in Vik.", "a rope": "A US 100 m of rope in Vik.",
    "₹": "A ₹300m tax.", "A$": "An A$300m tax.", "EUR": "A tax of EUR 300m.",
    "no space": "A tax of USD300m or Rs300m.", "a word": "The cars300m of Vik.",
    "far": "Swim 300m.",
}  # fmt: skip
MILLIONS = {"$", "apart", "US$", "euros", "people", "in words"}
TAXES = {"₹", "A$", "EUR", "no space"}
APART = TAXES - {"no space"}
SHORTENED = [
    ("100 million", MILLIONS), ('"100 million"', MILLIONS), ("100000000", MILLIONS),
    ("100mn", MILLIONS), ("100m", {"a race", "a champion", "$", "US$", "euros", "people"}),
    ("lom 100m", {"a race"}),
    ("₹300m", TAXES | {"far"}), ("A$300m", TAXES), ("US$300m", TAXES), ('"EUR 300m"', TAXES),
    ("EUR 300m", TAXES), ("eur300m", TAXES), ("Rs. 300m", TAXES), ("€ 300m", APART | {"far"}),
    ("vik us 100m", {"a champion"}), ("₽300 million", TAXES), ("₩300mn", TAXES),
    ("swim 300m", {"far"}), ("tax 300m", APART),
    ("=100000000", set()), ("5 thousand", {"a thousand", "crowd"}),
    ("5 billion", {"billion", "short billion"}), ("5k", {"runs", "a thousand", "crowd"}),
]  # fmt: skip
INSIDE = {
    "Sana'a": "The road to Sana'a.", "Sanaa": "Rebels in Sanaa.", "Sana": "The Sana family.",
    "a letter": "The Qurʾān of Vik.", "none": "A Quran of Vik.", "Ka'ba": "The Ka‘ba of Vik.",
    "Hawai'i's": "Hawai'i's best surf.", "Hawaii": "Hawaii's worst surf.",
    "d'Estaing": "Mr d’Estaing rode.", "Sa'd": "Mr Sa'd rode.", "sad": "A sad ride.",
    "we're": "We're riding.", "were": "We were riding.",
    "quoted": "A 'fast' ride.", "n": "Rock'n'roll rides.",
}  # fmt: skip
WRITTEN_INSIDE = [
    ("sanaa", {"Sana'a", "Sanaa"}), ("Sana’a", {"Sana'a", "Sanaa"}), ("sana", {"Sana'a", "Sana"}),
    ("=sanaa", {"Sanaa"}), ("quran", {"a letter", "none"}), ("kaba", {"Ka'ba"}),
    ("hawaii", {"Hawai'i's", "Hawaii"}), ("hawaii's", {"Hawaii"}), ("destaing", {"d'Estaing"}),
    ("estaing", {"d'Estaing"}), ("sad", {"sad"}), ("were", {"were"}),
    ("quran w/3 kaba", set()), ("quran w/s vik", {"none"}), ('"quran of vik"', {"none"}),
    ("title:sanaa", {"Sana'a", "Sanaa"}), ("afast", set()), ("rocknroll", {"n"}),
]  # fmt: skip
UMLAUTS = {
    "Zürn": "Trains to Zürnberg.", "Zuern": "Boats to Zuernberg.", "Zurn": "Cars to Zurnberg.",
    "poet": "The poets of Vell.",
    "pot": "The pots of Vell.", "Ø": "Ships to Ørskog.", "Oe": "Rafts to Oerskog.",
}  # fmt: skip
ALL_ZURN = set(UMLAUTS) - {"poet", "pot", "Ø", "Oe"}
WITHOUT = [
    ("zürnberg", ALL_ZURN), ("zuernberg", ALL_ZURN), ("zurnberg", ALL_ZURN - {"Zuern"}),
    ("poets", {"poet"}), ("pots", {"pot"}), ("ørskog", {"Ø", "Oe"}), ("oerskog", {"Ø", "Oe"}),
]  # fmt: skip
SPOKEN = {
    "Ana": "“It leaks.” [Ana Pelloway]", "Sean": "“It rots.” [Sean O’Malley]",
    "joined": "“It rusts.” [Sean OMalley]", "a letter": "“It rolls.” [Sean Oʼmalley]",
    "Malley": "“It rests.” [Sean Malley]", "Jürgen": "“It roars.” [Jürgen Maurer]",
    "UN": "“It ends.” [U.N.]", "Nu'man": "“It wilts.” [Ali Nu'man]", "Numan": "“It wanes.” [Numan]",
}  # fmt: skip
MALLEY = {"Sean", "joined", "a letter"}
SPEAKERS = [
    ('speaker:"Pelloway, Ana"', {"Ana"}), ('speaker:="Pelloway, Ana"', {"Ana"}),
    ('speaker:"Ana Pelloway"', {"Ana"}),
    ("speaker:omalley", MALLEY), ("speaker:o'malley", MALLEY),
    ('speaker:"Sean O’Malley"', MALLEY), ("speaker:malley", MALLEY - {"joined"} | {"Malley"}),
    ('speaker:="Sean O\'Malley"', {"Sean", "a letter"}), ("speaker:juergen", {"Jürgen"}),
    ("speaker:numan", {"Nu'man", "Numan"}), ('speaker:"ali numan"', {"Nu'man"}),
    ("speaker:nu’man", {"Nu'man", "Numan"}), ("speaker:un", {"UN"}), ("speaker:U.N.", {"UN"}),
]  # fmt: skip


SIGNS = {
    "a sign": "Marr & Spence sank.", "a word": "Marr and Spence swam.", "neither": "Marr, Spence.",
    "one": "Marr sank.",
}  # fmt: skip
WITH_SIGNS = [
    ('"marr & spence"', {"a sign", "a word", "neither"}), ('"marr and spence"', {"a word"}),
    ("marr&spence", {"a sign", "neither"}),
]  # fmt: skip
OUTLETS = {
    "Lloyd's Report": "Rain.", "Lloyds Record": "Hail.", "Lloyd Register": "Snow.",
    "L'Écho de Torp": "Fog.", "LEcho de Lindo": "Sleet.", "St. Orla’s Echo": "Wind.",
    "St Orlas Echo": "Storm.", "Sailors Weekly": "Calm.",
}  # fmt: skip
BODIES = [
    ("source:lloyds", {"Lloyd's Report", "Lloyds Record"}),
    ("source:lloyd's", {"Lloyd's Report", "Lloyds Record"}),
    ("source:lloyd’s", {"Lloyd's Report", "Lloyds Record"}),
    ("source:lloyd", {"Lloyd's Report", "Lloyd Register"}),
    ('source:"st orlas"', {"St. Orla’s Echo", "St Orlas Echo"}),
    ('source:"St. Orla\'s Echo"', {"St. Orla’s Echo", "St Orlas Echo"}),
    ("source:l'écho", {"L'Écho de Torp", "LEcho de Lindo"}),
    ("source:sailors", {"Sailors Weekly"}), ("source:sailor", set()),
    ('source:="Lloyd\'s Report"', {"Lloyd's Report"}),
]  # fmt: skip


def find(archive: Archive, lines: list[tuple[str, set[str]]]) -> dict[str, set[str]]:
    return {
        line: {hit.entry.source for hit in archive.search(f"{line} copies:apart").hits}
        for line, _ in lines
    }


@pytest.mark.parametrize(
    ("texts", "lines"),
    [
        pytest.param(NUMBERS | OTHERS, AMOUNTS, id="numbers"),
        pytest.param(APOSTROPHES, JOINED, id="apostrophes"),
        pytest.param(FRACTIONS, WRITTEN_FRACTIONS, id="fractions"),
        pytest.param(SHORT_AMOUNTS, SHORTENED, id="short amounts"),
        pytest.param(INSIDE, WRITTEN_INSIDE, id="apostrophes inside words"),
        pytest.param(UMLAUTS, WITHOUT, id="umlauts"),
        pytest.param(SPOKEN, SPEAKERS, id="speakers"),
        pytest.param(SIGNS, WITH_SIGNS, id="and"),
        pytest.param(OUTLETS, BODIES, id="outlets"),
    ],
)
def test_each_way_of_writing_finds_the_others_and_nothing_else(
    engine: Engine, texts: dict[str, str], lines: list[tuple[str, set[str]]]
) -> None:
    articles = [article(text, source=name) for name, text in texts.items()]
    engine.add(annotated(*articles))
    assert find(Archive(engine), lines) == dict(lines)


ADDRESSES = {
    "a page": "See https://www.quay.example/news?id=7 for more.",
    "a host": "The quay.example is down.",
    "a time": "The bell rang at 12:45 sharp.",
    "a score": "Torp won 12 and lost 45.",
}
TYPED = [
    ("https://www.quay.example/news?id=7", {"a page"}), ("quay.example", {"a page", "a host"}),
    ("see https://www.quay.example", {"a page"}), ("12:45", {"a time"}), ("bell 12:45", {"a time"}),
    ("-12:45 torp", {"a score"}), ("https://quay.example", set()),
]  # fmt: skip


def test_addresses_and_times_need_no_quotation_marks(engine: Engine) -> None:
    engine.add(annotated(*(article(text, source=name) for name, text in ADDRESSES.items())))
    assert find(Archive(engine), TYPED) == dict(TYPED)


OPERATORS_OF_OTHERS = [
    ("torp^2", 4, "^2 weights a term in other programs"), ("torp^0.5 pier", 4, "Remove it"),
    ('"old pier"^3', 10, "^3 weights"), ("(torp OR pier)^2", 14, "^2 weights"),
    ("title:torp^2", 10, "^2 weights"), ("/tor.*/", 0, "Use * for any letters"),
    ("torp NEAR pier", 5, "NEAR needs a number, as in NEAR/5"), ("torp WITHIN pier", 5, "needs a"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "offset", "message"), OPERATORS_OF_OTHERS)
def test_operator_of_other_programs_is_explained(line: str, offset: int, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(line)
    assert message in caught.value.message
    assert caught.value.offset == offset


@pytest.mark.parametrize("line", ["torp/pier", "near", "2^", "n^th"])
def test_words_like_such_operators_are_words(line: str) -> None:
    assert parse(f"{line} torp")


@pytest.mark.parametrize("picture", ["🚢", "★", "✓", "☎️", "👩‍🚀", "🇫🇷", "🚢🚢"])
def test_picture_in_a_search_is_refused_where_it_stands(picture: str) -> None:
    for line, offset in ((picture, 0), (f"torp {picture}", 5), (f"torp {picture} pier", 5)):
        with pytest.raises(QueryError, match="only words and numbers") as caught:
            parse(line)
        assert caught.value.offset == offset


@pytest.mark.parametrize("line", ["torp & pier", "torp → pier", "torp • pier", "🚢torp", "torp ™"])
def test_other_signs_between_words_make_no_difference(line: str) -> None:
    assert parse(line)


MARKED = [
    ("numan", "Ali Nu’man’s boat sank.", ["Nu’man"]), ("nu'man", "Ali Nu’man sank.", ["Nu’man"]),
    ("100 million", "It cost $100m.", ["$100m"]), ("quran", "Quran, Qur'an.", ["Quran", "Qur'an"]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "text", "words"), MARKED)
def test_words_found_as_they_are_also_written_are_marked(
    engine: Engine, line: str, text: str, words: list[str]
) -> None:
    engine.add(annotated(article(text)))
    (hit,) = Archive(engine).search(line).hits
    assert [span.cut(text) for snippet in hit.snippets for span in snippet.matches] == words


def test_forms_that_are_indexed_besides_are_not_offered(engine: Engine) -> None:
    engine.add(annotated(article("Ali Nu’man paid $100m.")))
    assert [word for word, _ in engine.starting_words("numa", 5)] == []
    assert engine.near_words("text", "numan", 1) == []
