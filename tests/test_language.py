"""Language: long texts, short headlines, other scripts, nothing at all."""

from analysis.language import detect

ENGLISH = (
    "The ferry company said on Monday that boats would sail again once the storm had passed and the pier had been repaired by its owners."
)
GERMAN = (
    "Die Fährgesellschaft teilte am Montag mit, dass die Boote wieder fahren werden, sobald der Sturm "
    "vorüber ist und der Pier repariert wurde."
)
FRENCH = "La compagnie de ferries a annoncé lundi que les bateaux reprendraient la mer dès que la tempête serait passée et le quai réparé."
SPANISH = "La compañía de transbordadores dijo el lunes que los barcos volverán a navegar cuando pase la tormenta y se repare el muelle."
NORWEGIAN = "Fergeselskapet opplyste mandag at båtene skal gå igjen så snart stormen er over og brygga er reparert av eierne."
ARABIC = "قالت شركة العبارات يوم الاثنين إن القوارب ستبحر مرة أخرى بعد انتهاء العاصفة"
RUSSIAN = "Паромная компания сообщила в понедельник, что суда снова выйдут в море после шторма."


def test_languages() -> None:
    assert detect([ENGLISH, GERMAN, FRENCH, SPANISH, NORWEGIAN, ARABIC, RUSSIAN]) == ["en", "de", "fr", "es", "no", "ar", "ru"]


def test_headlines() -> None:
    headlines = [
        "Gaza truce talks stall",
        "Modi wins third term",
        "Putin, Xi meet in Beijing",
        "Macron: Europe must act",
        "FTSE 100 ends week up",
        "Arsenal 2-1 Chelsea",
    ]
    assert detect(headlines) == ["en"] * 6


def test_headlines_in_other_languages() -> None:
    assert detect(
        [
            "Bundestag beschließt neues Gesetz zur Begrenzung der Zuwanderung",
            "Путин встретился с Си",
            "Les députés rejettent la réforme des retraites",
        ]
    ) == [
        "de",
        "ru",
        "fr",
    ]


def test_no_letters_no_language() -> None:
    assert detect(["", "  ", "2024-03-25", "— 12 % —", "\u200b"]) == [None] * 5


def test_empty_input_and_the_same_twice() -> None:
    assert detect([]) == []
    assert detect([GERMAN, ENGLISH]) == detect([GERMAN, ENGLISH])


def test_upper_case_and_quotations_stay_english() -> None:
    assert detect([ENGLISH.upper(), ENGLISH + " „Wir fahren wieder“, he added."]) == ["en", "en"]


def test_unsure_headlines_are_judged_by_their_outlet() -> None:
    texts = [SPANISH, SPANISH[:60], SPANISH[10:90], "Israel ataca Gaza", "Israel ataca Gaza", ENGLISH]
    outlets = ["El Puerto", "El Puerto", "El Puerto", "El Puerto", None, "El Puerto"]
    assert detect(texts) == ["es", "es", "es", "en", "en", "en"]
    assert detect(texts, outlets=outlets) == ["es", "es", "es", "es", "en", "en"]
