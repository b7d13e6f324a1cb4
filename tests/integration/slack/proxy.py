"""A proxy before two replicas, of the kind that operators run: connections in turn, none to a replica that is gone."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from threading import Thread

Place = tuple[str, int]


class Proxy:
    """Listens on `port`; each connection goes to the next of the replicas that takes it."""

    def __init__(self, *replicas: Place) -> None:
        self._replicas, self._turn = replicas, count()
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = int(self._listening.getsockname()[1])
        Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Listen no more."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        first = next(self._turn)
        with client:
            for step in range(len(self._replicas)):
                with suppress(ConnectionError):  # a replica that is gone has not taken the request: the other one does
                    replica = socket.create_connection(self._replicas[(first + step) % len(self._replicas)], timeout=5)
                    break
            else:
                return
            with replica:
                replica.settimeout(30)
                there = Thread(target=_pass_on, args=(client, replica), daemon=True)
                there.start()
                _pass_on(replica, client)
                there.join(timeout=5)


def _pass_on(source: socket.socket, sink: socket.socket) -> None:
    """All that comes from one side, and its end."""
    with suppress(OSError):
        while part := source.recv(65_536):
            sink.sendall(part)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_RDWR)


@contextmanager
def before(*replicas: Place) -> Iterator[Proxy]:
    """Such a proxy."""
    proxy = Proxy(*replicas)
    try:
        yield proxy
    finally:
        proxy.close()
