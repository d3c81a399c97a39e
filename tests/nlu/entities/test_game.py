"""Games of the table that comes with the product."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu import rasa_yaml
from bot.nlu.entities import game
from bot.nlu.entities.lookup import Lookup
from bot.text import read

DATA = rasa_yaml.read_file(Path(__file__).parents[3] / "data" / "nlu" / "lookups" / "game.yml")
TABLE = Lookup.of({name: DATA.synonyms[name] for name in DATA.lookups["game"]})


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("cược bóng đá bị tính sai", "bóng đá"),
        ("keo bong da", "bóng đá"),
        ("thua kèo châu á", "kèo châu Á"),
        ("vé xiên của em", "cược xiên"),
        ("kèo rung không đặt được", "kèo rung"),
        ("tennis", "tennis"),
        ("bóng rổ tính sao", "bóng rổ"),
        ("sảnh thể thao", "thể thao"),
        ("chuyen sang sanh the thao", "thể thao"),
        ("kèo esports", "e-sports"),
        ("liên quân bị lag", "liên quân"),
        ("game lien quan lag", "liên quân"),
        ("live casino mờ câm", "casino trực tuyến"),
        ("bàn baccarat số 7", "baccarat"),
        ("chơi bc thua", "baccarat"),
        ("rồng hổ", "rồng hổ"),
        ("xoc dia lech tieng", "xóc đĩa"),
        ("tx md5 lỗi", "tài xỉu"),
        ("tai xiu treo", "tài xỉu"),
        ("TÀI XỈU TREO", "tài xỉu"),
        ("sicbo", "sicbo"),
        ("roulette", "roulette"),
        ("ván poker", "poker"),
        ("bau cua lac xong", "bầu cua"),
        ("game bài trắng màn", "game bài"),
        ("tiến lên miền nam", "tiến lên"),
        ("choi tien len bi vang", "tiến lên"),
        ("phỏm", "phỏm"),
        ("mau binh", "mậu binh"),
        ("nổ hũ không cộng tiền", "nổ hũ"),
        ("nổ hủ đứng hình", "nổ hũ"),
        ("no hu khong quay duoc", "nổ hũ"),
        ("vào slot thì văng", "slot"),
        ("bắn cá tốn đạn", "bắn cá"),
        ("dang ban ca bi thoat", "bắn cá"),
        ("xổ số miền bắc", "xổ số"),
        ("xs mb hôm qua", "xổ số"),
        ("xsmn chưa trả", "xổ số"),
        ("lô đề miền bắc", "lô đề"),
        ("đánh đề 68", "lô đề"),
        ("keno siêu tốc", "keno"),
        ("đá gà trực tiếp đứng", "đá gà"),
        ("ddas gaf", "đá gà"),
    ],
)
def test_a_game_is_found_by_its_name(message: str, name: str) -> None:
    assert [(entity.kind, entity.value) for entity in game.find(read(message), TABLE)] == [("game", name)]


@pytest.mark.parametrize(
    "message",
    [
        "kèo này sao",
        "kèo nào ngon",
        "game lỗi",
        "vào game không được",
        "chơi thua hoài",
        "không liên quan gì",
        "khong lien quan",
        "chắc chắn rồi",
        "nap tien len cham qua",
        "tiền lên chưa ad",
        "nó hư rồi",
        "bạn cả đêm không trả lời",
        "lo de mai tinh",
        "để mai tính",
        "dua cho em di",
        "có quay lại không",
        "bị đá ra ngoài",
        "app bị crash",
        "lol",
        "liên minh các nhà cái",
        "kể đầu đuôi sự việc",
        "trên dưới 5tr",
        "số tiền to",
        "hết xèng rồi",
        "do mình bấm nhầm",
        "tx88 bị khóa",
        "nick banca88",
        "slot88",
        "rút 5tr chưa về",
        "",
    ],
)
def test_other_words_are_no_games(message: str) -> None:
    assert game.find(read(message), TABLE) == []
