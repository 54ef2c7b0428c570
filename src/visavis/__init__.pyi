from visavis.api.calls import brief as brief
from visavis.api.calls import code as code
from visavis.api.calls import compare as compare
from visavis.api.calls import export as export
from visavis.api.calls import gather as gather
from visavis.api.calls import read as read
from visavis.api.calls import relation as relation
from visavis.api.calls import stories as stories
from visavis.api.calls import system as system
from visavis.api.frames import to_arrow as to_arrow
from visavis.api.frames import to_networkx as to_networkx
from visavis.api.frames import to_pandas as to_pandas
from visavis.api.frames import to_polars as to_polars
from visavis.api.materials import EXAMPLES as EXAMPLES
from visavis.errors import VisavisError as VisavisError
from visavis.pipeline import Outcome as Outcome
from visavis.records import Article as Article
from visavis.records import Event as Event
from visavis.records import Happening as Happening
from visavis.records import Record as Record
from visavis.records import Relation as Relation
from visavis.records import Statement as Statement
from visavis.records import Story as Story
from visavis.records import System as System
from visavis.store.store import Store as Store

__version__: str
