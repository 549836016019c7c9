"""What WeasyPrint gets for the addresses of a page. Apart, for loading WeasyPrint may fail."""

from collections.abc import Mapping

from weasyprint.urls import URLFetcher, URLFetcherResponse


class Fetcher(URLFetcher):
    """Hands over what a page carries and reads ``data:``; nothing is fetched from anywhere else.

    ``contents`` are by their addresses. WeasyPrint tells pictures from fonts itself.
    """

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=("data",))
        self.contents = contents

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The content at an address; ``ValueError`` for any the page does not carry."""
        if url in self.contents:
            return URLFetcherResponse(url, self.contents[url])
        return super().fetch(url, headers)
