from pathlib import Path

import pytest

from analysis.errors import RegisterError
from analysis.registers.actors import COLUMNS, Actor, bundled_register, read_register
from analysis.registers.words import common_words, first_names

HEADER = ",".join(COLUMNS) + "\n"


def write(folder: Path, text: str) -> Path:
    path = folder / "edited.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_row_becomes_an_actor(tmp_path: Path) -> None:
    row = "person:ada-brook,Ada Brook,person,NO,Harbour master,2019-03,2024,Q42,A. Brook | Brook,,,Brook Street\n"
    assert read_register(write(tmp_path, HEADER + row)).actors == (
        Actor(
            actor_id="person:ada-brook",
            name="Ada Brook",
            type="person",
            country="NO",
            role="Harbour master",
            valid_from="2019-03",
            valid_to="2024",
            wikidata="Q42",
            aliases=("A. Brook", "Brook"),
            exclusions=("Brook Street",),
        ),
    )


def test_a_file_saved_by_excel_with_a_byte_order_mark_and_blank_rows_is_read(tmp_path: Path) -> None:
    path = tmp_path / "edited.csv"
    path.write_text("\ufeff" + HEADER + "state:utopia,Utopia,state,,,,,,,Utopian,,\r\n,,,,,,,,,,,\r\n", encoding="utf-8")
    assert [(actor.name, actor.adjectives) for actor in read_register(path).actors] == [("Utopia", ("Utopian",))]


def test_a_register_without_rows_is_empty(tmp_path: Path) -> None:
    assert read_register(write(tmp_path, HEADER)).actors == ()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("State X,X-land,state,,,,,,,,,", "row 3: actor_id 'State X'"),
        ("state:a,Again,state,,,,,,,,,", "row 3: actor_id state:a is already in row 2"),
        ("state:x,,state,,,,,,,,,", "row 3: name is empty"),
        ("state:x,X-land,country,,,,,,,,,", "row 3: type 'country'"),
        ("state:x,X-land,state,Norway,,,,,,,,", "row 3: country 'Norway'"),
        ("state:x,X-land,state,,,24.3.2020,,,,,,", "row 3: valid_from '24.3.2020'"),
        ("state:x,X-land,state,,,2020,2019,,,,,", "row 3: valid_to 2019 comes before valid_from 2020"),
        ("state:x,X-land,state,,,,,801,,,,", "row 3: wikidata '801'"),
        ("state:x,X-land,state,,,,,,X,,,", "row 3: aliases: 'X' is too short"),
        ("state:x,X-land,state", "row 3: 3 cells instead of 12"),
    ],
)
def test_a_bad_row_is_named_with_its_number(tmp_path: Path, row: str, message: str) -> None:
    path = write(tmp_path, HEADER + "state:a,A-land,state,,,,,,,,,\n" + row + "\n")
    with pytest.raises(RegisterError, match=r"edited\.csv") as caught:
        read_register(path)
    assert message in str(caught.value)


def test_several_bad_rows_are_told_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, HEADER + "state:a,,state,,,,,,,,,\nstate:b,,state,,,,,,,,,\n")
    with pytest.raises(RegisterError, match=r"row 2: name is empty; row 3: name is empty"):
        read_register(path)


def test_a_missing_file_a_wrong_header_and_a_wrong_encoding_are_told(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match=r"none\.csv cannot be read"):
        read_register(tmp_path / "none.csv")
    with pytest.raises(RegisterError, match="must begin with the columns actor_id, name"):
        read_register(write(tmp_path, "id,name\n"))
    latin = tmp_path / "latin.csv"
    latin.write_bytes((HEADER + "state:x,Åland,state,,,,,,,,,\n").encode("latin-1"))
    with pytest.raises(RegisterError, match="not UTF-8"):
        read_register(latin)


def test_the_bundled_register_is_read_once_and_holds_what_it_promises() -> None:
    register = bundled_register()
    assert bundled_register() is register
    by_id = {actor.actor_id: actor for actor in register.actors}
    assert len(by_id) == len(register.actors) >= 4_000
    assert sum(1 + len(actor.aliases) + len(actor.adjectives) + len(actor.metonyms) for actor in register.actors) >= 15_000
    states = [actor for actor in register.actors if actor.type == "state"]
    assert len([state for state in states if state.country]) >= 197
    assert by_id["state:israel"].adjectives == ("Israeli",)
    assert "Kremlin" in by_id["state:russia"].metonyms
    assert {"state:palestine", "state:taiwan", "state:kosovo", "state:western-sahara", "state:vatican-city"} <= set(by_id)
    gallant = by_id["person:yoav-gallant"]
    assert (gallant.role, gallant.valid_from, gallant.valid_to) == ("Defence Minister", "2022-12-29", "2024-11-05")


def test_no_alias_is_a_common_word_in_lower_case() -> None:
    wrong = [alias for actor in bundled_register().actors for alias in (actor.name, *actor.aliases) if alias.islower() and " " not in alias]
    assert [alias for alias in wrong if alias in common_words()] == []


def test_the_word_lists_tell_words_from_names() -> None:
    assert {"the", "officials", "said", "netanyahu"} & common_words() == {"the", "officials", "said"}
    assert {"Mohammed", "Maria", "Council"} & first_names() == {"Mohammed", "Maria"}
