"""The report of a collection: all findings, and the tables of what it covers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from agora.catalog import Catalog
from agora.content.gazetteer import Gazetteer
from agora.content.history import History
from agora.keeping.pack import Pack
from agora.report import ageing, coverage, external, gaps, names
from agora.report.coverage import AxisCoverage, CityCoverage
from agora.report.external import Links
from agora.report.findings import SECTIONS, Finding
from agora.report.places import Places
from agora.report.texts import Texts
from agora.site import Site


@dataclass(frozen=True, slots=True)
class Report:
    """The state of a collection on the day of its last change.

    `years` counts the showcases that began in each year, without a gap. `links_checked` tells
    whether `agora links` has left anything to tell of.
    """

    site: Site
    catalog: Catalog
    day: date | None
    axes: tuple[AxisCoverage, ...]
    cities: tuple[CityCoverage, ...]
    years: Mapping[int, int]
    findings: tuple[Finding, ...]
    links_checked: bool

    @property
    def by_section(self) -> dict[str, dict[str, list[Finding]]]:
        """The findings by section and kind, those without any left out."""
        found: dict[str, dict[str, list[Finding]]] = {}
        for finding in self.findings:
            found.setdefault(finding.section, {}).setdefault(finding.kind, []).append(finding)
        return {section: found[section] for section in SECTIONS if section in found}


def report(
    site: Site,
    catalog: Catalog,
    history: History,
    texts: Texts | None = None,
    links: Links | None = None,
) -> Report:
    """Look at a collection. Takes time that grows with it, a few seconds for 10,000 showcases.

    `texts` and `links` are what is known of these, if it is.
    """
    texts = texts or Texts.read(catalog, history, Pack())
    links = links or external.links(site)
    places = Places(site.root)
    listed = Gazetteer.read(site, []).cities
    findings = [
        *coverage.translations(catalog, history, texts),
        *gaps.axes(catalog, site.relative(site.docs / "axes")),
        *gaps.cities(catalog, listed.values(), places),
        *names.partners(catalog, places),
        *names.cities(catalog, listed, places),
        *gaps.fields(catalog),
        *gaps.texts(catalog, texts),
        *gaps.pictures(catalog, places),
        *ageing.ageing(catalog, history, places),
        *links.findings,
    ]
    return Report(
        site=site,
        catalog=catalog,
        day=ageing.today(catalog, history),
        axes=coverage.by_language(catalog),
        cities=coverage.by_city(catalog),
        years=coverage.by_year(catalog),
        findings=tuple(sorted(findings, key=lambda finding: finding.order)),
        links_checked=links.checked,
    )
