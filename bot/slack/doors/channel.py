"""One connection of the HTTP server, which leaves an answer to the thread that writes it."""

from __future__ import annotations

from waitress.channel import HTTPChannel


class Channel(HTTPChannel):
    """Waitress's channel, without its busy waiting.

    The thread of a request sends its answer itself, and wakes the server's loop once it is through. Meanwhile
    waitress's loop asks again and again whether the socket takes more, finds the answer locked, and goes round: 80
    times a request where 200 connections are at work, with hardly a moment of the interpreter left for the threads
    that it waits for. The loop writes what is left when the request is through, and what is more than the threads may
    pile up.
    """

    def writable(self) -> bool:
        """Whether the loop has something to send, or to close."""
        sending = bool(self.requests) and self.total_outbufs_len <= self.adj.outbuf_high_watermark
        closing = self.will_close or self.close_when_flushed
        return bool(closing or (self.total_outbufs_len and not sending))
