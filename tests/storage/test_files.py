"""Files are kept once, whole, apart from other folders, and checked when read: in a folder and in a real S3 server."""

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer

from vendorrisk.services.ports import FileDamaged, FileMissing
from vendorrisk.storage import ObjectFiles, open_store

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
        return open_store(str(tmp_path / "files"))
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
    return open_store(f"s3://{bucket}/portal")


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
    store = open_store(str(tmp_path))
    kept = store.put("proofs/one", b"a certificate")
    (tmp_path / kept.key).write_bytes(b"a certificatE")
    with pytest.raises(FileDamaged):
        store.get(kept.key)
    with pytest.raises(FileDamaged):
        store.put("proofs/one", b"a certificate")
