"""One small tree of errors; each message says what was wrong, where, and what to do.

VisavisError
├── InputError        something the user named cannot be read
│   ├── MissingInput      no such path, or a pattern that matches nothing
│   ├── NotText           binary, or an encoding that cannot be told
│   ├── EmptyInput        nothing to read in it
│   ├── TooLarge          above the size limit
│   ├── Unfetched         an address that cannot or may not be fetched
│   └── BadLine           one line of a JSONL input
├── DataError         a knowledge file (codebook, actors, ...) breaks its schema
├── ModelError        the language model is missing or unsuited
├── TableError        an events or edges table breaks its contract
├── StoreError        a store cannot be opened, read or written
│   └── StoreBusy         another process is writing to it
├── EngineError      a cluster cannot be reached
├── EndpointError     a language model could not be asked, or answered with nothing that can be used
├── OutputError       the result could not be written
└── MissingPackage    a package that visavis does without is needed for this
"""


class VisavisError(Exception):
    """Anything visavis reports to its user.

    Args:
        what: what was wrong, in a few words.
        where: the file, line or field, as the user would name it; may be empty.
        remedy: what to do about it; may be empty.
    """

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(what, where, remedy)

    def __str__(self) -> str:
        """Return the message as one line: ``where: what. remedy``."""
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}. {self.remedy}" if self.remedy else head


class InputError(VisavisError):
    """Something the user named cannot be read."""


class MissingInput(InputError):
    """No such path, or a pattern that matches nothing."""


class NotText(InputError):
    """The input is binary, or its encoding cannot be told."""


class EmptyInput(InputError):
    """There is nothing to read in the input."""


class TooLarge(InputError):
    """The input is above the size limit."""


class Unfetched(InputError):
    """An address that cannot or may not be fetched."""


class BadLine(InputError):
    """One line of a JSONL input is not what it should be."""


class DataError(VisavisError):
    """A knowledge file (codebook, actors, furniture, ...) breaks its schema."""


class ModelError(VisavisError):
    """The language model is missing or unsuited."""


class TableError(VisavisError):
    """An events or edges table breaks its contract."""


class StoreError(VisavisError):
    """A store cannot be opened, read or written; what it holds already is safe."""


class StoreBusy(StoreError):
    """Another process is writing to the store."""


class EndpointError(VisavisError):
    """A language model that the user named could not be asked, or answered with nothing that can be used."""


class OutputError(VisavisError):
    """The result could not be written."""


class EngineError(VisavisError):
    """A cluster cannot be reached, or what it runs on does not start."""


class MissingPackage(VisavisError):
    """A package that visavis does without is needed for what was asked."""
