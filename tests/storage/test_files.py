"""Files are kept once, whole, apart from other folders, and checked when read: in a folder and in a real S3 server."""

import hashlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer

from vendorrisk.services.ports import FileDamaged, FileMissing
from vendorrisk.storage import Anew, KeyMissing, Keys, ObjectFiles, open_keys, open_store
from vendorrisk.storage.encryption import FRAME, HEAD, TAG_BYTES, key_of

DIGEST = hashlib.sha256(b"a certificate").hexdigest()


@pytest.fixture(scope="module")
def s3_endpoint() -> Iterator[str]:
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ObjectFiles:
    if request.param == "folder":
        return open_store(str(tmp_path / "files"), Keys(tmp_path / "file-keys"))
    endpoint, bucket = request.getfixturevalue("s3_endpoint"), hashlib.md5(str(tmp_path).encode()).hexdigest()  # noqa: S324 - a name
    settings = {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ALLOW_HTTP": "true",
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_REGION": "eu-central-1",
        "AWS_VIRTUAL_HOSTED_STYLE_REQUEST": "false",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    create_bucket(endpoint, bucket)
    return open_store(f"s3://{bucket}/portal", Keys(tmp_path / "file-keys"))


def create_bucket(endpoint: str, name: str) -> None:
    import boto3

    client = boto3.client("s3", endpoint_url=endpoint, region_name="eu-central-1")
    client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    client.close()


def test_what_is_put_is_got(store: ObjectFiles) -> None:
    kept = store.put("proofs/one", b"a certificate")
    assert (kept.key, kept.sha256, kept.size) == (f"proofs/one/{DIGEST}", DIGEST, 13)
    assert store.get(kept.key) == b"a certificate"


def test_a_stream_is_read_from_its_start_whatever_read_it_before(store: ObjectFiles) -> None:
    stream = io.BytesIO(b"a certificate")
    stream.read()
    assert store.get(store.put("proofs/one", stream).key) == b"a certificate"


def test_a_large_stream_arrives_whole(store: ObjectFiles) -> None:
    data = bytes(range(256)) * 40_000
    assert store.get(store.put("proofs/one", io.BytesIO(data)).key) == data


def test_putting_twice_is_putting_once(store: ObjectFiles) -> None:
    assert store.put("proofs/one", b"a certificate") == store.put("proofs/one", b"a certificate")


def test_removing_from_one_folder_leaves_the_same_file_of_another(store: ObjectFiles) -> None:
    mine, theirs = store.put("proofs/one", b"a certificate"), store.put("proofs/two", b"a certificate")
    store.delete(mine.key)
    store.delete(mine.key)
    with pytest.raises(FileMissing):
        store.get(mine.key)
    assert store.get(theirs.key) == b"a certificate"


@pytest.mark.parametrize("folder", ["../etc", "/etc", "", "proofs/../..", "Proofs", "a b"])
def test_a_folder_that_leads_elsewhere_is_refused(store: ObjectFiles, folder: str) -> None:
    with pytest.raises(ValueError, match="no folder of the store"):
        store.put(folder, b"a certificate")


def test_a_changed_byte_is_found_when_it_is_read_and_never_acknowledged_again(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "files"), Keys(tmp_path / "file-keys"))
    kept = store.put("proofs/one", b"a certificate")
    (tmp_path / "files" / kept.key).write_bytes(b"a certificatE")
    with pytest.raises(FileDamaged):
        store.get(kept.key)
    with pytest.raises(FileDamaged):
        store.put("proofs/one", b"a certificate")


def raw(tmp_path: Path, key: str) -> bytes:
    return (tmp_path / "files" / key).read_bytes()


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys(tmp_path / "file-keys")


@pytest.fixture
def local(tmp_path: Path, keys: Keys) -> ObjectFiles:
    return open_store(str(tmp_path / "files"), keys)


def test_nothing_of_a_file_is_readable_where_it_is_kept(local: ObjectFiles, tmp_path: Path, keys: Keys) -> None:
    data = b"a certificate, secret" * 9
    kept = local.put("proofs/one", data)
    assert b"secret" not in raw(tmp_path, kept.key)
    again = open_store(str(tmp_path / "other"), keys).put("proofs/one", data)
    assert raw(tmp_path, kept.key) != (tmp_path / "other" / again.key).read_bytes(), "each file has a key of its own"


@pytest.mark.parametrize("size", [0, 1, FRAME - 1, FRAME, FRAME + 1, 2 * FRAME, 2 * FRAME + 5])
def test_a_file_of_any_size_comes_back(local: ObjectFiles, size: int) -> None:
    data = b"x" * size
    assert local.get(local.put("proofs/one", data).key) == data


def named(_: str) -> bool:
    """Everything is still named."""
    return True


def frames(data: bytes) -> list[bytes]:
    return [data[at : at + FRAME + TAG_BYTES] for at in range(HEAD, len(data), FRAME + TAG_BYTES)]


@pytest.mark.parametrize(
    "change",
    [
        lambda head, parts: head + b"".join(parts[:-1]),
        lambda head, parts: head + parts[1] + parts[0] + parts[2],
        lambda head, parts: head + parts[0] + parts[0] + parts[2],
        lambda head, parts: head + b"".join(parts) + parts[2],
        lambda head, parts: head + b"".join(parts)[:-1],
        lambda head, _: head,
        lambda head, parts: head[:-1] + bytes([head[-1] ^ 1]) + b"".join(parts),
        lambda head, _: head[:40],
    ],
    ids=["cut", "reordered", "repeated", "longer", "a byte less", "nothing", "other salt", "half a head"],
)
def test_what_is_done_to_the_frames_of_a_file_is_found(
    local: ObjectFiles, tmp_path: Path, change: Callable[[bytes, list[bytes]], bytes]
) -> None:
    kept = local.put("proofs/one", bytes(range(256)) * 600)
    data = raw(tmp_path, kept.key)
    (tmp_path / "files" / kept.key).write_bytes(change(data[:HEAD], frames(data)))
    with pytest.raises(FileDamaged):
        local.get(kept.key)


def test_every_flipped_byte_is_found(local: ObjectFiles, tmp_path: Path) -> None:
    kept = local.put("proofs/one", b"a certificate")
    data = raw(tmp_path, kept.key)
    for at in range(len(data)):
        (tmp_path / "files" / kept.key).write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises(FileDamaged):
            local.get(kept.key)


def test_a_file_in_the_place_of_another_is_found(local: ObjectFiles, tmp_path: Path) -> None:
    mine, theirs = local.put("proofs/one", b"a certificate"), local.put("proofs/two", b"a certificate")
    (tmp_path / "files" / mine.key).write_bytes(raw(tmp_path, theirs.key))
    with pytest.raises(FileDamaged):
        local.get(mine.key)


def test_without_its_key_a_file_says_which_one_is_missing(local: ObjectFiles, tmp_path: Path, keys: Keys) -> None:
    kept = local.put("proofs/one", b"a certificate")
    missing = keys.newest.hex()
    (tmp_path / "file-keys").rename(tmp_path / "kept-apart")
    with pytest.raises(KeyMissing, match=missing):
        open_store(str(tmp_path / "files"), Keys(tmp_path / "file-keys")).get(kept.key)


def test_keys_are_made_once_and_for_their_owner_alone(tmp_path: Path, keys: Keys) -> None:
    assert (tmp_path / "file-keys").stat().st_mode & 0o777 == 0o600
    assert Keys(tmp_path / "file-keys").newest == keys.newest
    assert [path.name for path in tmp_path.iterdir()] == ["file-keys"]


def test_what_is_no_file_of_keys_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file-keys").write_text("00 AAAA\n")
    with pytest.raises(ValueError, match="no file of keys"):
        Keys(tmp_path / "file-keys")


def test_a_new_key_takes_over_every_file_also_those_from_before_encryption(store: ObjectFiles, tmp_path: Path) -> None:
    first, second = store.put("proofs/one", b"a certificate"), store.put("records", b"a record")
    assert list(store.encrypt_all(named)) == []
    keys = Keys(tmp_path / "file-keys")
    keys.add()
    running = store.get(first.key)
    anew = reopened(store, keys)
    assert sorted(anew.encrypt_all(named), key=str) == sorted([Anew(first.key), Anew(second.key)], key=str)
    assert list(anew.encrypt_all(named)) == []
    assert store.get(first.key) == running == b"a certificate", "a portal at work looks for the key that was added"


def reopened(store: ObjectFiles, keys: Keys) -> ObjectFiles:
    return ObjectFiles(store._store, keys, folder=store._folder)


def test_a_plain_file_from_before_is_read_and_encrypted(local: ObjectFiles, tmp_path: Path) -> None:
    place = tmp_path / "files" / "proofs" / "one" / DIGEST
    place.parent.mkdir(parents=True)
    place.write_bytes(b"a certificate")
    assert local.get(f"proofs/one/{DIGEST}") == b"a certificate"
    assert list(local.encrypt_all(named)) == [Anew(f"proofs/one/{DIGEST}")]
    assert b"certificate" not in place.read_bytes()
    assert local.get(f"proofs/one/{DIGEST}") == b"a certificate"


def test_what_is_put_after_a_key_was_added_is_under_that_key(local: ObjectFiles, tmp_path: Path) -> None:
    added = Keys(tmp_path / "file-keys").add()
    kept = local.put("proofs/one", b"a certificate")
    assert key_of(raw(tmp_path, kept.key)) == added


def test_one_damaged_file_is_told_and_keeps_no_other_from_the_new_key(
    local: ObjectFiles, tmp_path: Path, keys: Keys
) -> None:
    kept = [local.put("proofs/one", b"certificate %d" % number) for number in range(5)]
    (tmp_path / "files" / kept[2].key).write_bytes(raw(tmp_path, kept[2].key)[:-1])
    (tmp_path / "files" / ".DS_Store").write_bytes(b"of somebody's file manager")
    keys.add()
    found = list(local.encrypt_all(named))
    assert [one.key for one in found if one.wrong] == [kept[2].key]
    assert {one.key for one in found} == {one.key for one in kept}
    assert list(local.encrypt_all(named)) == [one for one in found if one.wrong]


def test_a_file_that_was_removed_while_it_was_rewritten_does_not_come_back(local: ObjectFiles, keys: Keys) -> None:
    kept = local.put("proofs/one", b"a certificate")
    keys.add()
    answers = iter([True, False])
    list(local.encrypt_all(lambda _: next(answers)))
    with pytest.raises(FileMissing):
        local.get(kept.key)


def test_keys_that_are_gone_are_not_replaced_by_new_ones(local: ObjectFiles, tmp_path: Path) -> None:
    place = str(tmp_path / "files")
    assert open_keys(tmp_path / "file-keys", place).newest
    local.put("proofs/one", b"a certificate")
    (tmp_path / "file-keys").unlink()
    with pytest.raises(KeyMissing, match="put it back"):
        open_keys(tmp_path / "file-keys", place)
    assert not (tmp_path / "file-keys").exists()


def test_a_key_is_added_to_a_file_whose_last_line_an_editor_left_open(tmp_path: Path, keys: Keys) -> None:
    place = tmp_path / "file-keys"
    place.write_text(place.read_text().rstrip("\n"))
    first, added = keys.newest, keys.add()
    assert Keys(place).newest == added
    assert Keys(place).secret(first)


def test_a_stream_that_gives_little_at_a_time_is_kept_whole(local: ObjectFiles) -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(size, 1000) if size and size > 0 else size)

    data = bytes(range(256)) * 700
    assert local.get(local.put("proofs/one", Slow(data)).key) == data
