"""Client addresses: proxies of ours are believed, from the right; what a client writes itself never is."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gate.addresses import Proxies, address_key, client_address, read_address, read_proxies
from bot.gate.errors import GateSettingError

OURS = "127.0.0.1, 10.0.0.0/8, 2001:db8:aaaa::/48, unix"
XFF = read_proxies(OURS)
FWD = read_proxies(OURS, "forwarded")


@pytest.mark.parametrize(
    ("peer", "headers", "client"),
    [
        ("203.0.113.7", [], "203.0.113.7"),
        ("203.0.113.7", ["198.51.100.9"], "203.0.113.7"),  # no proxy of ours: its header is a lie
        ("203.0.113.7", ["127.0.0.1"], "203.0.113.7"),
        ("10.0.0.5", [], "10.0.0.5"),
        ("10.0.0.5", [""], "10.0.0.5"),
        ("10.0.0.5", ["198.51.100.9"], "198.51.100.9"),
        ("10.0.0.5", ["1.1.1.1, 198.51.100.9"], "198.51.100.9"),  # what the client wrote stands to the left
        ("10.0.0.5", ["10.9.9.9, 198.51.100.9"], "198.51.100.9"),
        ("10.0.0.5", ["1.1.1.1, 198.51.100.9, 10.0.0.6"], "198.51.100.9"),
        ("10.0.0.5", ["1.1.1.1", "198.51.100.9", "10.0.0.6"], "198.51.100.9"),
        ("10.0.0.5", ["  198.51.100.9  ,10.0.0.6 "], "198.51.100.9"),
        ("10.0.0.5", ["10.0.0.7, 10.0.0.6"], "10.0.0.7"),
        ("10.0.0.5", ["198.51.100.9:51234"], "198.51.100.9"),
        ("10.0.0.5", ["[2001:db8::1]:443"], "2001:db8::1"),
        ("10.0.0.5", ["[2001:db8::1]"], "2001:db8::1"),
        ("10.0.0.5", ["2001:db8::1"], "2001:db8::1"),
        ("10.0.0.5", ["::ffff:198.51.100.9"], "198.51.100.9"),
        ("::ffff:10.0.0.5", ["198.51.100.9"], "198.51.100.9"),
        ("2001:db8:aaaa::5", ["198.51.100.9"], "198.51.100.9"),
        ("2001:db8:bbbb::5", ["198.51.100.9"], "2001:db8:bbbb::5"),
        (None, ["198.51.100.9"], "198.51.100.9"),
        ("", ["198.51.100.9"], "198.51.100.9"),
        # malformed: the walk ends at the proxy that wrote it
        ("10.0.0.5", ["unknown"], "10.0.0.5"),
        ("10.0.0.5", ["1.1.1.1, unknown"], "10.0.0.5"),
        ("10.0.0.5", ["1.1.1.1, garbage, 10.0.0.6"], "10.0.0.6"),
        ("10.0.0.5", ["1.1.1.1,,10.0.0.6"], "10.0.0.6"),
        ("10.0.0.5", ["1.1.1.1,"], "10.0.0.5"),
        ("10.0.0.5", ["garbage, 198.51.100.9"], "198.51.100.9"),
        ("10.0.0.5", ["198.51.100.9%eth0"], "10.0.0.5"),
        ("10.0.0.5", ["198.51.100.256"], "10.0.0.5"),
        ("10.0.0.5", ["１９８.51.100.9"], "10.0.0.5"),
        ("10.0.0.5", ["198.51.100.9:x"], "10.0.0.5"),
        ("10.0.0.5", ["0x7f000001"], "10.0.0.5"),
        ("10.0.0.5", ["3325256713"], "10.0.0.5"),
        ("10.0.0.5", ["for=198.51.100.9"], "10.0.0.5"),
        ("fe80::1%eth0", [], "fe80::1"),
    ],
)
def test_x_forwarded_for(peer: str | None, headers: list[str], client: str) -> None:
    assert client_address(peer, headers, XFF) == ip_address(client)


@pytest.mark.parametrize(
    ("peer", "headers", "client"),
    [
        ("203.0.113.7", ["for=198.51.100.9"], "203.0.113.7"),
        ("10.0.0.5", ["for=198.51.100.9"], "198.51.100.9"),
        ("10.0.0.5", ["For=198.51.100.9;proto=https;by=10.0.0.5"], "198.51.100.9"),
        ("10.0.0.5", ["proto=https; for=198.51.100.9"], "198.51.100.9"),
        ("10.0.0.5", ['for="[2001:db8::1]:4711"'], "2001:db8::1"),
        ("10.0.0.5", ['for="198.51.100.9:80"'], "198.51.100.9"),
        ("10.0.0.5", ["for=1.1.1.1, for=198.51.100.9, for=10.0.0.6"], "198.51.100.9"),
        ("10.0.0.5", ["for=1.1.1.1", "for=198.51.100.9"], "198.51.100.9"),
        ("10.0.0.5", ['for="1.1.1.1, for=198.51.100.9'], "198.51.100.9"),  # a quote left open by the client
        ("10.0.0.5", ["for=_hidden"], "10.0.0.5"),
        ("10.0.0.5", ["for=unknown"], "10.0.0.5"),
        ("10.0.0.5", ["for=1.1.1.1;for=198.51.100.9"], "10.0.0.5"),
        ("10.0.0.5", ["by=198.51.100.9"], "10.0.0.5"),
        ("10.0.0.5", ["xfor=198.51.100.9"], "10.0.0.5"),
        ("10.0.0.5", ["198.51.100.9"], "10.0.0.5"),
    ],
)
def test_forwarded(peer: str, headers: list[str], client: str) -> None:
    assert client_address(peer, headers, FWD) == ip_address(client)


def test_nobody_is_believed_by_default() -> None:
    assert client_address("127.0.0.1", ["198.51.100.9"], Proxies()) == ip_address("127.0.0.1")
    assert client_address(None, ["198.51.100.9"], Proxies()) is None
    assert client_address("testclient", ["198.51.100.9"], Proxies()) is None


@pytest.mark.parametrize("garbage", ["1.1.1.1, " * 50_000, "x" * 100_000, "10.0.0.6," * 5_000, "," * 100_000])
def test_long_headers_are_read_from_the_right(garbage: str) -> None:
    assert client_address("10.0.0.5", [garbage + ",198.51.100.9"], XFF) == ip_address("198.51.100.9")
    assert client_address("10.0.0.5", [garbage, "198.51.100.9"], XFF) == ip_address("198.51.100.9")


def test_an_entry_cut_in_the_middle_is_not_read() -> None:
    header = "211.1.1.1" + " " * (2048 - len("11.1.1.1"))
    assert client_address("10.0.0.5", [header], XFF) == ip_address("10.0.0.5")


@given(st.lists(st.text(max_size=30), max_size=5), st.sampled_from([XFF, FWD]))
def test_a_client_cannot_choose_its_address(lies: list[str], proxies: Proxies) -> None:
    told = "198.51.100.9" if proxies is XFF else "for=198.51.100.9"
    assert client_address("10.0.0.5", [*lies, told], proxies) == ip_address("198.51.100.9")
    assert client_address("203.0.113.7", lies, proxies) == ip_address("203.0.113.7")


@given(st.ip_addresses())
def test_every_address_is_read_and_has_a_key(address: object) -> None:
    read = read_address(str(address))
    assert read == (getattr(address, "ipv4_mapped", None) or address)
    assert address_key(read)


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::", "2001:db8:1:3::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("", "unknown"),
    ],
)
def test_keys(address: str, key: str) -> None:
    assert address_key(read_address(address)) == key


@pytest.mark.parametrize(
    "written", ["0.0.0.0/0", "::/0", "*", "localhost", "10.0.0.0/33", "10.0.0", "10.0.0.0-10.0.0.9"]
)
def test_proxies_that_cannot_be_meant(written: str) -> None:
    with pytest.raises(GateSettingError):
        read_proxies(f"127.0.0.1,{written}")


def test_no_proxies() -> None:
    assert read_proxies(" , ") == Proxies()


@pytest.mark.parametrize(("hops", "client"), [(9, "198.51.100.9"), (10, "10.0.0.6"), (30, "10.0.0.6")])
def test_ten_entries_are_read(hops: int, client: str) -> None:
    assert client_address("10.0.0.5", [", ".join(["198.51.100.9"] + ["10.0.0.6"] * hops)], XFF) == ip_address(client)


@pytest.mark.parametrize(("length", "client"), [(2048, "198.51.100.9"), (2049, "10.0.0.5")])
def test_two_kilobytes_are_read(length: int, client: str) -> None:
    assert client_address("10.0.0.5", ["198.51.100.9".ljust(length)], XFF) == ip_address(client)
