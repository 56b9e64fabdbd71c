"""Cleaning: what is repaired, what is taken out, and above all what must stay."""

import pytest

from analysis.article import Article
from analysis.boilerplate import is_boilerplate, repeated_lines
from analysis.cleaning import clean, repair


def text_of(text: str, **fields: str) -> str | None:
    return clean(Article(text=text, **fields)).article.text


@pytest.mark.parametrize(
    ("damaged", "repaired"),
    [
        ("The minister said it isnâ€™t over.", "The minister said it isn’t over."),
        ("a cafÃ© in ZÃ¼rich", "a café in Zürich"),
        ("co\u00adop\u00aderation", "cooperation"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("nul\x00 and bell\x07", "nul and bell"),
        ("Smith &amp; Sons &mdash; est. 1900", "Smith & Sons — est. 1900"),
        ("AT&amp;amp;T", "AT&T"),
        ("<b>Floods</b> hit <a href='x'>the coast</a>", "Floods hit the coast"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("e\u0301te\u0301", "été"),
        ("of\ufb01ce and \ufb02oods", "office and floods"),
        ("a \ud800 lone surrogate", "a  lone surrogate"),
    ],
)
def test_damage_is_repaired(damaged: str, repaired: str) -> None:
    assert repair(damaged) == repaired


@pytest.mark.parametrize(
    "intact",
    [
        "“It isn’t over,” she said — ‘not yet’.",
        "x < y and y > z",
        "the <unknown> sender",
        "AT&T and R&D",
        "São Paulo, Ångström, Ãvila",
        "naïve façade",
        "می\u200cخواهم",
    ],
)
def test_what_is_right_stays(intact: str) -> None:
    assert repair(intact) == intact


@pytest.mark.parametrize(
    "line",
    [
        "Advertisment",
        "ADVERTISEMENT",
        "- Advertisement -",
        "[Advertisement]",
        "Advertisement - scroll to continue",
        "Advertisement Continue reading the main story",
        "Story continues below advertisement",
        "Ad feedback",
        "Read more",
        "READ MORE: Five things the inquiry found",
        "Read more about the floods",
        "Also read: Rivers at record height",
        "See also: Rivers at record height",
        "Related articles",
        "RELATED: Ministers meet in Geneva",
        "More on this story",
        "Share this article",
        "Share on Facebook",
        "Share Tweet Email",
        "Facebook Twitter WhatsApp Copy link",
        "Share this: Facebook",
        "We use cookies to improve your experience. Accept",
        "This website uses cookies.",
        "Accept all cookies",
        "Sign up for our daily newsletter",
        "Sign up here",
        "Subscribe to our newsletter for the latest news",
        "Get the best stories in your inbox every morning",
        "Enter your email address",
        "Click here to watch the interview",
        "(Click here for updates.)",
        "Copyright 2024 Harbour Post. All rights reserved.",
        "© 2024 Harbour Post",
        "Follow us on Twitter",
        "Follow @harbourpost",
        "Photo: Anna Lind / Harbour Post",
        "FILE PHOTO: A ferry leaves the port, March 2, 2024.",
        "Image source, Harbour Post",
        "(Reporting by Anna Lind; Editing by Tom Hale)",
        "5 min read",
        "12 comments",
        "Got a story? Get in touch with our news team.",
        "For more stories like this, check our news page.",
        "— Harbour Post (@harbourpost) July 18, 2024",
        "You must be logged in to comment.",
        "* * *",
        "Published 14:05, March 5, 2024",
        "Updated: 5 March 2024",
    ],
)
def test_lines_that_are_no_part_of_the_article(line: str) -> None:
    cleaned = clean(Article(text=f"The port reopened on Monday.\n\n{line}\n\nFerries sail again."))
    assert cleaned.article.text == "The port reopened on Monday.\n\nFerries sail again."
    assert cleaned.removed == (line,)


@pytest.mark.parametrize(
    "sentence",
    [
        "Advertisement revenue fell by a tenth.",
        "Advertisements for the party ran in every paper.",
        "Read more than once, the letter still makes no sense.",
        "Read on the floor of the House, the statement drew applause.",
        "Share prices fell in London.",
        "Share of the vote: 41 per cent",
        "Sharing the river",
        "Photo finish in Nairobi",
        "Photographs of the scene were shown in court.",
        "Image matters, the consultant said.",
        "Follow the money, he told the committee.",
        "Sign up for the draft has risen by a third since March.",
        "Signs of a truce",
        "Subscribers left in droves.",
        "We use cookie cutters made of tin, the baker said.",
        "Related charges were dropped in May.",
        "More on the dead and the missing was to be said at noon.",
        "Watch towers stand along the border.",
        "Watching the river",
        "Click beetles are found on every continent.",
        "Copyright law is about to change.",
        "Email evidence was read to the jury.",
        "Comments by the minister angered Paris.",
        "Support for the bill is growing.",
        "Support journalism students, the union urged.",
        "Published in 1949, the novel is banned in two states.",
        "Updated rules take effect in June.",
        "Get-out-the-vote drives fill the inbox.",
        "Reporting by the United Nations has been slow.",
        "By the end of the night, the hall was empty.",
        "Ad spending rose.",
        "Twitter and Facebook",
        "X",
        "Telegram",
        "A new start",
        "2024",
        "Tags on the cattle were found in the river.",
        "Register of interests",
        "Manage expectations, she advised.",
        "This site will house 300 families.",
        "Click",
        "— and that was that (for now)",
        "You must be signed up by Friday, the clerk said.",
        "For more than a year nobody came.",
        "Got by with a little help, the mayor said.",
        "Please log in the pine forest, the poster joked.",
        "View from the bridge",
        "Join the army or leave, they were told.",
        "Like many, she fled on foot.",
        "Last updated rules still apply to ferries, the port said.",
        "Video: a city under water, and a government under fire, in one week that changed the coast for good "
        "and left nothing standing, officials say, "
        "as the river rose by four metres in a single night and took the bridge.",
    ],
)
def test_near_misses_stay(sentence: str) -> None:
    cleaned = clean(Article(text=f"The port reopened on Monday.\n\n{sentence}\n\nFerries sail again."))
    assert cleaned.article.text == f"The port reopened on Monday.\n\n{sentence}\n\nFerries sail again."
    assert cleaned.removed == ()


def test_headings_stay_paragraphs_of_their_own() -> None:
    raw = "The talks began.\n\nAdvertisment\n\nA slow start\n\nNobody spoke first."
    assert text_of(raw) == "The talks began.\n\nA slow start\n\nNobody spoke first."


def test_single_line_breaks_are_paragraphs() -> None:
    assert text_of("The talks began.\nNobody spoke first.\n") == "The talks began.\n\nNobody spoke first."


def test_lines_broken_by_width_are_joined() -> None:
    raw = (
        "The delegation arrived in the capital late on Monday evening and was\n"
        "taken to the old customs house, where talks on the ferry dispute are to\n"
        "begin after breakfast under the eyes of two observers from the coun-\n"
        "try next door.\n"
        "\n"
        "Nobody expected a quick result, and those who had come to wait for the\n"
        "first statement went home before midnight.\n"
    )
    assert text_of(raw) == (
        "The delegation arrived in the capital late on Monday evening and was taken to the old customs "
        "house, where talks on the ferry dispute are to "
        "begin after breakfast under the eyes of two observers from the coun-try next door.\n\n"
        "Nobody expected a quick result, and those who had come to wait for the first statement went home before midnight."
    )


def test_title_loses_the_outlets_name() -> None:
    cleaned = clean(Article(title="Port reopens - The Harbour Post", text="It did.", outlet="Harbour Post"))
    assert cleaned.article.title == "Port reopens"
    assert cleaned.removed == ("- The Harbour Post",)


@pytest.mark.parametrize("title", ["Port reopens - and closes again", "Harbour Post", "Ferry | Bus | Train"])
def test_titles_that_only_look_like_it_stay(title: str) -> None:
    assert clean(Article(title=title, outlet="Harbour Post")).article.title == title


def test_the_title_repeated_on_top_and_the_byline_are_removed() -> None:
    cleaned = clean(Article(title="Port reopens", text="Port reopens\n\nBy Anna Lind and Tom Hale\n\nFerries sail again."))
    assert cleaned.article.text == "Ferries sail again."
    assert cleaned.removed == ("Port reopens", "By Anna Lind and Tom Hale")


def test_a_line_that_is_only_the_date_goes_from_the_top() -> None:
    cleaned = clean(Article(text="Friday, January 4, 2019\n\nBoats sail again.\n\nBy Late Monday, Hamas said it would agree."))
    assert cleaned.article.text == "Boats sail again.\n\nBy Late Monday, Hamas said it would agree."
    assert cleaned.removed == ("Friday, January 4, 2019",)


def test_a_byline_in_the_middle_is_a_line_of_the_text() -> None:
    raw = "\n\n".join(["One.", "Two.", "Three.", "Four.", "Five.", "Six.", "By Anna Lind", "Seven."])
    assert "By Anna Lind" in (text_of(raw) or "")


def test_a_text_that_is_nothing_but_boilerplate_is_kept() -> None:
    cleaned = clean(Article(text="Advertisement"))
    assert cleaned.article.text == "Advertisement"
    assert cleaned.removed == ()


def test_empty_article() -> None:
    cleaned = clean(Article(title="  ", text="\n \n", outlet=" "))
    assert (cleaned.article.title, cleaned.article.text, cleaned.article.outlet) == (None, None, None)
    assert cleaned.removed == ()


def test_cleaning_twice_changes_nothing() -> None:
    once = clean(Article(title="Port reopens", text="Itâ€™s open.\nAdvertisement\n\nFerries sail &amp; trains run."))
    assert once.article.text == "It’s open.\n\nFerries sail & trains run."
    assert clean(once.article).article == once.article
    assert clean(once.article).removed == ()


def test_other_fields_are_kept() -> None:
    article = Article(text="Open.", authors=("Anna Lind",), url="https://harbour.example/1", source_file="a.csv", source_row=3)
    assert clean(article).article == article


def test_lines_repeated_over_an_outlets_articles_are_found_and_removed() -> None:
    tail = "The Harbour Post is an independent paper of the coast."
    articles = [Article(text=f"Story number {number}.\n\n{tail}", outlet="Harbour Post") for number in range(6)]
    found = repeated_lines([*articles, Article(text=tail, outlet="Other")])
    assert found == {"Harbour Post": frozenset({tail})}
    cleaned = clean(articles[0], repeated=found["Harbour Post"])
    assert (cleaned.article.text, cleaned.removed) == ("Story number 0.", (tail,))


def test_copies_of_one_article_are_no_repeated_lines() -> None:
    assert repeated_lines([Article(text="Port reopens.\n\nFerries sail.", outlet="Harbour Post")] * 10) == {}


def test_few_articles_say_nothing_about_an_outlet() -> None:
    assert repeated_lines([Article(text=f"Story {number}.\n\nTail.", outlet="Harbour Post") for number in range(3)]) == {}


def test_very_long_lines_are_never_boilerplate() -> None:
    assert not is_boilerplate("Read more: " + "x" * 500)
