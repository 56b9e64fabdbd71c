"""Near copies: identical texts, changed ones, chains, shared boilerplate, and texts too short to say."""

from analysis import copies

BASE = (
    "The ferry company said on Monday that boats would sail again once the storm had passed. Passengers "
    "who had waited for two days in the hall "
    "of the old customs house were given soup and blankets by volunteers. The mayor thanked them and "
    "promised a new pier before the winter. "
    "Nobody was hurt when the first pier fell into the harbour, but three cars and a crane were lost. An inquiry is to report in May."
)
CHANGED = BASE.replace("An inquiry is to report in May.", "Insurers put the loss at two million.").replace("on Monday", "on Tuesday")
OTHER = (
    "Voters in the northern district go to the polls on Sunday to choose a council that has had no "
    "budget since January. Five lists are standing, "
    "two of them for the first time. Turnout was low at the last vote, and the election office has sent reminders to every household. "
    "Results are expected by midnight, and the new council is to meet in the first week of June in the school hall."
)
FOOTER = (
    " The Harbour Post is an independent paper of the coast and takes no money from the port, the council or any party in the district."
)


def test_exact_copies_but_for_case_punctuation_and_quotes() -> None:
    assert copies.group([BASE, BASE.upper(), BASE.replace(".", " !"), "It isn’t over yet", "it isn't over, yet"]) == [0, 0, 0, 1, 1]


def test_near_copies_and_others() -> None:
    assert copies.group([BASE, OTHER, CHANGED]) == [0, 1, 0]


def test_numbers_count_from_zero_by_first_occurrence() -> None:
    assert copies.group([OTHER, BASE, OTHER, CHANGED, "Something short"]) == [0, 1, 0, 1, 2]


def test_shared_boilerplate_is_no_copy() -> None:
    assert copies.group([BASE + FOOTER, OTHER + FOOTER]) == [0, 1]


def test_short_texts_are_copies_only_when_identical() -> None:
    assert copies.group(["Port reopens today", "Port reopens", "port reopens today"]) == [0, 1, 0]


def test_empty_texts_are_copies_of_nothing() -> None:
    assert copies.group(["", "", " ", "—"]) == [0, 1, 2, 3]
    assert copies.group([]) == []


def test_similarity_by_hand() -> None:
    # Shingles of "a b c d e f g" are (a..f) and (b..g); of "a b c d e f h" (a..f) and (b..h): one of three is shared.
    assert copies.similarity("a b c d e f g", "a b c d e f h") == 1 / 3
    assert copies.similarity("a b c d e", "a b c d e") == 0.0


def test_a_chain_does_not_join_its_ends() -> None:
    words = [f"w{number}" for number in range(140)]
    chain = [" ".join(words[start : start + 100]) for start in (0, 20, 40)]
    assert copies.similarity(chain[0], chain[1]) > 0.6
    assert copies.similarity(chain[0], chain[2]) < 0.5
    numbers = copies.group([*chain, " ".join(words[60:140])])
    assert numbers[0] != numbers[3]
    far = [" ".join(words[start : start + 40]) for start in range(0, 100, 10)]
    grouped = copies.group(far)
    for one, number in zip(far, grouped, strict=True):
        assert all(copies.similarity(one, other) >= copies.NO_COPY for other, same in zip(far, grouped, strict=True) if same == number)


def test_other_scripts() -> None:
    russian = "Паромная компания сообщила в понедельник что суда снова выйдут в море после шторма и ремонта старого причала в порту"
    assert copies.group([russian, BASE, russian + " завтра"]) == [0, 1, 0]


def test_the_same_twice_and_input_unchanged() -> None:
    texts = [BASE, OTHER, CHANGED, BASE + FOOTER]
    before = list(texts)
    assert copies.group(texts) == copies.group(texts)
    assert texts == before


def test_many_changed_copies_are_one_group() -> None:
    words = BASE.split()
    variants = [" ".join([*words[:place], f"x{place}", *words[place + 1 :]]) for place in range(60)]
    assert copies.group(variants) == [0] * 60
