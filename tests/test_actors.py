import pandas as pd
import pytest

from analysis.registers.actors import Actor, Register
from analysis.scorers import actors

Row = tuple[str, str, str, str]

MEETING = (
    "Israeli Defense Minister Yoav Gallant flew to Washington. U.S. Secretary of State Antony Blinken and National Security Adviser "
    "Jake Sullivan received him after the UN Security Council had voted.\n\nTalks on Hamas\n\nGallant spoke of Hamas. "
    "The United States and Israel, the U.S. said, remain allies."
)


def found(text: str, **options: bool) -> list[tuple[str, str]]:
    frame = actors.find([text], **options)
    return list(zip(frame["surface"], frame["actor_id"], strict=True))


def ids(text: str, **options: bool) -> list[str]:
    return [actor_id for _, actor_id in found(text, **options)]


def forms(text: str) -> list[Row]:
    frame = actors.find([text])
    return list(zip(frame["surface"], frame["actor_id"], frame["type"], frame["form"], strict=True))


def test_no_text_gives_an_empty_typed_frame() -> None:
    for texts in ([], [""], ["", "nothing to see here."]):
        frame = actors.find(texts)
        assert len(frame) == 0
        assert list(frame.columns) == ["text_no", "start", "end", "surface", "actor_id", "name", "type", "form", "role"]
        assert str(frame["start"].dtype) == "int64"
        assert str(frame["surface"].dtype) == "str"


def test_a_known_article_gives_its_actors() -> None:
    assert forms(MEETING) == [
        ("Israeli", "state:israel", "state", "adjective"),
        ("Yoav Gallant", "person:yoav-gallant", "person", "name"),
        ("Washington", "place:washington", "place", "name"),
        ("U.S.", "state:united-states", "state", "acronym"),
        ("Antony Blinken", "person:antony-blinken", "person", "name"),
        ("Jake Sullivan", "person:jake-sullivan", "person", "name"),
        ("UN Security Council", "org:un-security-council", "organisation", "name"),
        ("Hamas", "group:hamas", "armed_group", "name"),
        ("Gallant", "person:yoav-gallant", "person", "surname"),
        ("Hamas", "group:hamas", "armed_group", "name"),
        ("United States", "state:united-states", "state", "name"),
        ("Israel", "state:israel", "state", "name"),
        ("U.S.", "state:united-states", "state", "acronym"),
    ]


def test_places_are_characters_of_the_text_as_given_in_order_and_apart() -> None:
    texts = ["“Israel’s answer,” said Yoav Gallant.", "", MEETING.replace("U.S.", "U.S.\u00a0").replace("'", "’")]
    frame = actors.find(texts)
    assert all(texts[row.text_no][row.start : row.end] == row.surface for row in frame.itertuples())
    assert frame[["text_no", "start"]].apply(tuple, axis=1).is_monotonic_increasing
    following = frame.groupby("text_no")["start"].shift(-1)
    assert (frame["end"] <= following.fillna(1_000_000)).all()


def test_the_same_texts_give_the_same_frame_and_are_left_alone() -> None:
    texts = [MEETING, "Mr. Thrale left Ravensmoor. Thrale said nothing."]
    before = list(texts)
    pd.testing.assert_frame_equal(actors.find(texts), actors.find(texts))
    assert texts == before


def test_adjectives_and_metonyms_have_a_switch() -> None:
    text = "Israeli and Iranian envoys met. The Kremlin and Downing Street were silent."
    assert ids(text) == ["state:israel", "state:iran", "state:russia", "state:united-kingdom"]
    assert "state:israel" not in ids(text, adjectives=False)
    assert not any(actor_id.startswith("state:") for actor_id in ids(text, adjectives=False, metonyms=False))
    assert ids("Israeli and Iranian envoys met.", adjectives=False) == []


def test_case_is_kept() -> None:
    assert found("Let us see who is ill; the US and the WHO say IS is weak.") == [
        ("US", "state:united-states"),
        ("WHO", "org:world-health-organization"),
        ("IS", "group:islamic-state"),
    ]


def test_a_state_is_not_the_man_who_bears_its_name() -> None:
    assert forms("The aid reached Chad in May. Chad Ravensmoor, a drummer, gave a concert.") == [
        ("Chad", "state:chad", "state", "name"),
        ("Chad Ravensmoor", "found:chad-ravensmoor", "person", "found"),
    ]


def test_hyphens_possessives_dots_accents_and_plurals() -> None:
    assert found("US-Israel ties and Turkey's Erdoğan, or Erdogan, worried Americans; Hamas’ men and U.K. police did not.") == [
        ("US", "state:united-states"),
        ("Israel", "state:israel"),
        ("Turkey", "state:turkey"),
        ("Erdoğan", "person:recep-tayyip-erdogan"),
        ("Erdogan", "person:recep-tayyip-erdogan"),
        ("Americans", "state:united-states"),
        ("Hamas", "group:hamas"),
        ("U.K.", "state:united-kingdom"),
    ]


def test_transliterations_are_one_actor() -> None:
    assert set(ids("Zelensky, Zelenskyy and Volodymyr Zelenskiy are one man; Netanyahou and Benjamin Netanyahu another.")) == {
        "person:volodymyr-zelensky",
        "person:benjamin-netanyahu",
    }


def test_an_exclusion_is_not_the_actor() -> None:
    assert found("Drivers in New Mexico and Mexico complained.") == [("New Mexico", "place:new-mexico"), ("Mexico", "state:mexico")]


def test_two_bearers_of_a_name_are_told_apart_by_the_country_of_the_text() -> None:
    assert "place:georgia-us-state" in ids("The governor of Georgia, Brian Kemp, spoke in Atlanta.")
    assert "state:georgia" in ids("Protesters filled Tbilisi, and Georgia detained Mikheil Saakashvili.")


def test_a_surname_goes_to_the_one_person_named_in_full() -> None:
    assert forms("Wilma Thrale chairs the board. Critics said Thrale was late.") == [
        ("Wilma Thrale", "found:wilma-thrale", "person", "found"),
        ("Thrale", "found:wilma-thrale", "person", "surname"),
    ]


def test_two_bearers_of_a_surname_stay_apart() -> None:
    assert ids("Wilma Thrale and Osbert Thrale arrived. Critics said Thrale was late.") == [
        "found:wilma-thrale",
        "found:osbert-thrale",
        "found:thrale",
    ]


def test_a_surname_of_the_register_goes_to_another_bearer_where_only_that_one_is_named() -> None:
    assert ids("Osbert Netanyahu bakes bread. Neighbours said Netanyahu bakes well.") == ["found:osbert-netanyahu"] * 2


def test_a_monarch_is_known_by_the_first_name() -> None:
    assert ids("King Charles III opened the bridge. Later Charles took the train.") == ["person:charles-iii"] * 2


def test_an_acronym_in_brackets_stands_for_the_name_before_it() -> None:
    assert forms("The Grindleford Institute for Marine Studies (GIMS) closed. Staff of GIMS protested.") == [
        ("Grindleford Institute for Marine Studies", "found:grindleford-institute-for-marine-studies", "organisation", "found"),
        ("GIMS", "found:grindleford-institute-for-marine-studies", "organisation", "acronym"),
        ("GIMS", "found:grindleford-institute-for-marine-studies", "organisation", "acronym"),
    ]


def test_an_agency_in_brackets_is_not_the_place_before_it() -> None:
    assert found("BEIRUT (AP) - Hezbollah fired rockets.") == [
        ("BEIRUT", "place:beirut"),
        ("AP", "org:associated-press"),
        ("Hezbollah", "group:hezbollah"),
    ]


def test_a_shortened_name_needs_the_longer_one_before_it() -> None:
    assert ids("The UN Security Council met. Later the Council voted.") == ["org:un-security-council"] * 2
    assert ids("Later the Council voted.") == []


def test_an_office_belongs_to_the_state_before_it() -> None:
    assert ids("Russia's Foreign Ministry protested. Later the Foreign Ministry relented.") == [
        "state:russia",
        "found:russian-foreign-ministry",
        "found:russian-foreign-ministry",
    ]
    assert ids("The Libyan House of Representatives voted.") == ["state:libya", "found:libyan-house-of-representatives"]
    assert ids("In Washington the House of Representatives voted.")[-1] == "org:us-house-of-representatives"


def test_titles_are_no_part_of_the_name() -> None:
    text = "Former Deputy Prime Minister Arnold Besthorpe met Mrs. King, Sheikh Daoud Marzban and Secretary-General António Guterres."
    assert [surface for surface, _ in found(text)] == ["Arnold Besthorpe", "King", "Daoud Marzban", "António Guterres"]
    assert found("The Prime Minister and the Foreign Secretary left.") == []


def test_connectors_join_institutions_and_no_others() -> None:
    text = "The Bank of Grindleford, the Ministry of Health and Welfare, Orla Brannigan of Ravensmoor and Juan de la Torre Vidal agreed."
    assert [surface for surface, _ in found(text)] == [
        "Bank of Grindleford",
        "Ministry of Health and Welfare",
        "Orla Brannigan",
        "Ravensmoor",
        "Juan de la Torre Vidal",
    ]


def test_the_first_word_of_a_sentence_is_no_name_for_its_capital_alone() -> None:
    assert found("Talks stalled. Meanwhile, prices rose. Officials said little. Will they return? Nobody knows.") == []


def test_months_days_faiths_and_photo_credits_are_no_actors() -> None:
    assert found("On Monday, March 4, Muslims and Christians prayed during Ramadan. Photo: Getty Images") == []


def test_a_headline_in_title_case_gives_only_its_names() -> None:
    assert ids("Netanyahu Rejects Hamas Offer, Vows to Continue War in Gaza") == [
        "person:benjamin-netanyahu",
        "group:hamas",
        "place:gaza-strip",
    ]


def test_a_headline_in_capitals_gives_only_its_names() -> None:
    assert ids("ISRAEL STRIKES GAZA AFTER ROCKET FIRE") == ["state:israel", "place:gaza-strip"]


def test_the_title_before_a_name_is_kept_as_its_role() -> None:
    text = (
        "Israeli Defense Minister Yoav Gallant met former Deputy Prime Minister Arnold Besthorpe.\n\n"
        "Company spokeswoman Ingrid Quillfeather and harbour master Osbert Thrale listened. Gallant left for Paris."
    )
    frame = actors.find([text])
    roles = {surface: role for surface, role in zip(frame["surface"], frame["role"], strict=True) if isinstance(role, str)}
    assert roles == {"Yoav Gallant": "Defense Minister", "Arnold Besthorpe": "Deputy Prime Minister", "Ingrid Quillfeather": "spokeswoman"}
    assert frame["role"].isna().tolist() == [True, False, False, False, True, True, True]


def test_common_words_before_a_full_name_are_what_somebody_is() -> None:
    frame = actors.find(["Yesterday Comedian Sarah Quillfeather and CNN Rachel Besthorpe spoke."])
    assert list(zip(frame["surface"], frame["role"].fillna("-"), strict=True)) == [
        ("Sarah Quillfeather", "Comedian"),
        ("CNN", "-"),
        ("Rachel Besthorpe", "-"),
    ]


def test_a_surname_that_is_a_word_goes_to_the_person_named_in_full() -> None:
    assert found("Joanna Cherry led the petition. Lawyers said Cherry won.") == [
        ("Joanna Cherry", "found:joanna-cherry"),
        ("Cherry", "found:joanna-cherry"),
    ]
    assert found("Lawyers ate Cherry pie.") == []


def test_a_surname_in_a_headline_in_capitals_is_the_person_of_the_text() -> None:
    assert ids("SKIING - HOLLINGS FASTEST IN DOWNHILL\n\nPeter Hollings won the race on Thursday.") == ["found:peter-hollings"] * 2


def test_a_city_in_a_table_of_results_is_its_team() -> None:
    text = "English results on Saturday :\nBolton 2 Sheffield 1\n\nSheffield beat Bolton 3-1 in March.\n\nRain fell on Bolton."
    frame = actors.find([text])
    assert list(zip(frame["surface"], frame["type"], strict=True))[-5:] == [
        ("Bolton", "organisation"),
        ("Sheffield", "organisation"),
        ("Sheffield", "organisation"),
        ("Bolton", "organisation"),
        ("Bolton", "place"),
    ]
    assert ids("Kenya 2 Ghana 1") == ["state:kenya", "state:ghana"]


def test_what_opens_a_dateline_is_a_place() -> None:
    kinds = [(surface, kind) for surface, _, kind, _ in forms("VAL QUERINO, March 6 (Northline) - Prices rose, Emil Thrale said.")]
    assert kinds[0] == ("VAL QUERINO", "place")


def test_bylines_and_photo_credits_are_no_actors() -> None:
    text = (
        "By Wilma Thrale\n\nPrices rose in Paris (Photo: Osbert Thrale). Image: Ada Besthorpe.\n\nA street in Rome. Emil Marzban/AFP\n\n"
        "Reporting by Arnold Besthorpe; editing by Orla Brannigan"
    )
    assert [surface for surface, _ in found(text)] == ["Paris", "Rome"]


def test_quarters_and_days_end_a_name() -> None:
    assert [surface for surface, _ in found("Analysts said Hartwell Corp Q4 net fell. They met EMIL THRALE MONDAY.")] == [
        "Hartwell Corp",
        "EMIL THRALE",
    ]


def test_a_list_of_states_is_not_one_name() -> None:
    assert ids("Countries: Kenya Ghana Peru Chile Other") == ["state:kenya", "state:ghana", "state:peru", "state:chile"]


def test_a_run_longer_than_any_name_is_no_name() -> None:
    assert found("He read Abc Def " + "Ghij Klmn " * 10 + "aloud.") == []


def test_a_place_in_the_name_of_a_company_is_not_the_place() -> None:
    assert [surface for surface, _ in found("Georgia-Pacific Corp closed its mill near the US-Mexico border.")] == [
        "Georgia-Pacific Corp",
        "US",
        "Mexico",
    ]


def test_a_name_with_no_sign_of_an_actor_is_left_out() -> None:
    assert found("Ships took shelter when Hurricane Maria came; EBITDA fell in FY14.") == []


def test_a_company_is_known_without_the_end_of_its_name() -> None:
    assert forms("Hartwell Corp. fell. Shares of Hartwell lost a tenth. Goldman Sachs Group Inc rose.") == [
        ("Hartwell Corp", "found:hartwell-corp", "organisation", "found"),
        ("Hartwell", "found:hartwell-corp", "organisation", "name"),
        ("Goldman Sachs Group Inc", "org:goldman-sachs", "organisation", "name"),
    ]


def test_a_party_is_named_by_its_adjective() -> None:
    assert [(surface, form) for surface, _, _, form in forms("A Republican senator and two Democrats voted.")] == [
        ("Republican", "adjective"),
        ("Democrats", "name"),
    ]


def test_mentions_are_counted_by_how_their_actors_are_known() -> None:
    frame = actors.find(
        ["Wilma Thrale met Yoav Gallant. Thrale smiled. Neither Quarmby nor Quarmby's lawyer, Emil Quarmby or Ada Quarmby, came."]
    )
    assert actors.counts(frame) == actors.Counts(register=1, found=6, open_surnames=2)
    assert actors.counts(actors.find([])) == actors.Counts(register=0, found=0, open_surnames=0)


def test_found_names_are_typed_by_what_stands_around_them() -> None:
    text = (
        "Mayor Ingrid Quillfeather said the Ravensmoor Housing Association would build in Grindleford.\n\n"
        "Residents of Grindleford thanked Quillfeather."
    )
    kinds = {surface: kind for surface, _, kind, _ in forms(text)}
    assert kinds == {
        "Ingrid Quillfeather": "person",
        "Ravensmoor Housing Association": "organisation",
        "Grindleford": "place",
        "Quillfeather": "person",
    }


def test_the_id_of_a_found_actor_is_the_same_everywhere() -> None:
    assert ids("In Malmö, Åsa Lindqvist-Öberg spoke.")[-1] == ids("ÅSA is Åsa Lindqvist-Öberg.")[-1] == "found:asa-lindqvist-oberg"


def test_another_register_can_be_given() -> None:
    register = Register(
        actors=(
            Actor(actor_id="org:harbour-board", name="Ravensmoor Harbour Board", type="organisation", aliases=("RHB", "the Docks")),
            Actor(actor_id="state:utopia", name="Utopia", type="state", adjectives=("Utopian",)),
        )
    )
    frame = actors.find(["The RHB sued. Utopians cheered at the Docks."], register=register)
    assert list(zip(frame["surface"], frame["actor_id"], frame["form"], strict=True)) == [
        ("RHB", "org:harbour-board", "acronym"),
        ("Utopians", "state:utopia", "adjective"),
        ("the Docks", "org:harbour-board", "name"),
    ]


@pytest.mark.parametrize(
    "text", ["\ud800 Israel", "İsrail and Israel\x00", "A" * 5_000, "Israel " * 2_000, "(((( .... ''''", "U.S.-\nU.N."]
)
def test_odd_texts_do_no_harm(text: str) -> None:
    frame = actors.find([text])
    assert all(text[row.start : row.end] == row.surface for row in frame.itertuples())
