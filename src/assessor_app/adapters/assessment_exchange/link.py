"""What the parts of the client share: the connection, where the api is, and who we believe to speak with."""

from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel

from assessor_app.adapters.assessment_exchange.keys import Keys
from assessor_app.adapters.assessment_exchange.replies import document_of
from assessor_app.adapters.http import Http

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Link:
    """A server we have met: its identity, the keys we pinned and the epoch we know."""

    http: Http
    api_url: str
    server_id: str
    server_epoch: str
    keys: Keys

    @property
    def host(self) -> str:
        return self.http.host

    def url(self, path: str) -> str:
        """Return the address of a path relative to the api root; an absolute address stays."""
        return path if urlsplit(path).scheme else f"{self.api_url.rstrip('/')}/{path.lstrip('/')}"

    def get(self, path: str, model: type[M]) -> M:
        """Raises ServerUnreachable, SignInRequired, ProblemReported."""
        return document_of(self.http.get(self.url(path)), model, self.host)
