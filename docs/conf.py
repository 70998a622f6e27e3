"""
Configuration of the documentation.

Besides the usual settings this file does three things, each in its own function below: it writes the pages that come from the
data (:mod:`generate`), it makes the types of signatures resolvable, and it checks that every public name is documented.
"""

from __future__ import annotations

import ast
import contextlib
import gc
import importlib
import inspect
import re
import sys
import typing
from pathlib import Path

import attrs

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import generate  # noqa: E402  # lies beside this file

import homept  # noqa: E402
from homept import _checks  # noqa: E402

# The trees of some five hundred pages are millions of objects that stay; looking through them for garbage, again and again
# as they grow, takes a third of a build.
gc.set_threshold(500_000, 50, 1000)

project = "homept"
author = "homept maintainers"
copyright = "homept maintainers"
release = homept.__version__
version = ".".join(release.split(".")[:2])
language = "en"

extensions = ["sphinx.ext.autodoc", "sphinx.ext.doctest", "sphinx.ext.intersphinx"]
exclude_patterns = ["_build"]
templates_path = ["_templates"]
default_role = None
nitpicky = True

# -- pages ----------------------------------------------------------------------------------------------------------------------

html_theme = "furo"
html_title = f"homept {version}"
html_static_path = ["_static"]
html_css_files = ["homept.css"]
html_show_sourcelink = False
html_show_sphinx = False
# The text is a stand-in: the template page.html puts the link to the safety page there, on every page.
html_theme_options = {"announcement": "safety", "navigation_with_keys": True}
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/search.html",
        "sidebar/safety.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}

# -- reference ------------------------------------------------------------------------------------------------------------------

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
python_display_short_literal_types = True
maximum_signature_line_length = 88
add_module_names = False

# Links into Python's own documentation need its inventory, which is read from this machine and never fetched.
# Where it is not installed the same names stay plain text; nitpick_ignore_regex says which ones may.
_INVENTORIES = sorted(Path("/usr/share/doc").glob("python3*/html/objects.inv"))
intersphinx_mapping = {"python": ("https://docs.python.org/3", str(_INVENTORIES[-1]))} if _INVENTORIES else {}
nitpick_ignore_regex = [
    # Python's standard library.
    (r"py:.*", r"(abc|collections|datetime|decimal|enum|os|pathlib|types|typing|uuid|zoneinfo)(\..+)?"),
    (r"py:.*", r"(Decimal|PathLike|ZoneInfo|date|datetime|time|TracebackType|StrEnum|UserWarning|Never)"),
    (r"py:exc", r"(Exception|ImportError|KeyError|LookupError|OSError|RuntimeError|ValueError)"),
    # Packages whose inventories are not on this machine.
    (r"py:.*", r"(attr|attrs|hypothesis|sqlalchemy)(\..+)?"),
    (r"py:.*", r"(SearchStrategy|Ex)"),
    # Type variables, and classes that are nobody's to use: the base of all values and the store inside a catalog.
    (r"py:.*", r"(homept\.codec\.|homept\.testing\._registry\.)?T"),
    (r"py:.*", r"homept\._value\.(Health)?Value|homept\.catalog\.core\.Store|homept\.plan\.plan\._Week"),
]

# -- examples -------------------------------------------------------------------------------------------------------------------

doctest_global_setup = f"""
import os
os.chdir({str(HERE)!r})
import homept as pt
"""
# Without IGNORE_EXCEPTION_DETAIL, which Sphinx would set: the messages of errors are part of what is shown.
import doctest  # noqa: E402

doctest_default_flags = doctest.ELLIPSIS | doctest.DONT_ACCEPT_TRUE_FOR_1


# -- types of signatures --------------------------------------------------------------------------------------------------------


def resolve_types() -> None:
    """
    Make the annotations of homept resolvable for autodoc.

    They are texts (``from __future__ import annotations``) whose names are partly imported for type checkers only, and attrs
    writes constructors that do not know the module of their class.
    So the imports under ``if TYPE_CHECKING`` are run here, after all modules are loaded and nothing can be circular any more,
    and the annotations of each constructor are looked up in the module of its class.
    """
    modules = [importlib.import_module(name) for name in generate.all_modules()]
    for module in modules:
        if module is not homept:
            for node in ast.walk(ast.parse(inspect.getsource(module))):
                if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
                    for one in node.body:
                        if isinstance(one, ast.Import | ast.ImportFrom):
                            # A name that exists for type checkers only stays unknown; no public signature may use one.
                            with contextlib.suppress(ImportError):
                                exec(compile(ast.Module([one], []), module.__file__ or "", "exec"), vars(module))
    for module in modules:
        for member in list(vars(module).values()):
            if isinstance(member, type) and member.__module__ == module.__name__ and attrs.has(member):
                names = {**vars(_checks), **vars(module)}
                init = member.__init__
                init.__annotations__ = typing.get_type_hints(init, names)
                # Where a converter takes "any collection of anything", the type that is kept says more.
                for field in attrs.fields(member):
                    if "Any" in str(init.__annotations__.get(field.name, "")) and isinstance(field.type, str):
                        init.__annotations__[field.name] = eval(field.type, names)


# -- public names ---------------------------------------------------------------------------------------------------------------


def public_homes() -> dict[str, str]:
    """Map each way to write a public name, such as where its class is defined, to where it is documented."""
    homes: dict[str, str] = {}
    for module_name in generate.public_modules():
        module = importlib.import_module(module_name)
        for name in module.__all__:
            member = getattr(module, name)
            home = f"{module_name}.{name}"
            homes[home] = home
            homes.setdefault(name, home)
            if isinstance(member, type) or inspect.isfunction(member):
                homes[f"{member.__module__}.{member.__qualname__}"] = home
    for name in homept.__all__:
        member = getattr(homept, name)
        if not inspect.ismodule(member) and hasattr(member, "__module__"):
            homes[f"homept.{name}"] = homes.get(f"{member.__module__}.{name}", f"homept.{name}")
    return homes


def find_home(app, env, node, contnode):  # type: ignore[no-untyped-def]  # Sphinx's own form
    """Resolve a reference to a public name that is written by another path than the documented one."""
    if node.get("refdomain") != "py":
        return None
    target = node.get("reftarget", "")
    home = app.homept_homes.get(target)
    if home is None or home == target:
        return None
    domain = env.get_domain("py")
    return domain.resolve_xref(env, node.get("refdoc", ""), app.builder, "obj", home, node, contnode)


def check_public_names(app, env):  # type: ignore[no-untyped-def]
    """Warn, which fails the build, of every public name that no page documents."""
    from sphinx.util import logging

    documented = env.get_domain("py").objects
    for module_name in generate.public_modules():
        module = importlib.import_module(module_name)
        for name in module.__all__:
            if f"{module_name}.{name}" not in documented:
                logging.getLogger(__name__).warning("public name without documentation: %s.%s", module_name, name)


def split_parameters(app, what, name, obj, options, lines):  # type: ignore[no-untyped-def]
    """Give each name of ``:param one, other: text`` a line of its own, since Sphinx would take the first for a type."""
    found = []
    for line in lines:
        match = re.match(r"^:param (\w+(?:, \w+)+): (.*)$", line)
        found += [f":param {one}: {match[2]}" for one in match[1].split(", ")] if match else [line]
    lines[:] = found


def hide_signature(app, what, name, obj, options, signature, returned):  # type: ignore[no-untyped-def]
    """A catalog is made by functions, so the parameters of its constructor are nobody's to use."""
    return ("", returned) if name == "homept.catalog.Catalog" else None


def write_pages(app):  # type: ignore[no-untyped-def]
    """Write the pages that come from the data."""
    generate.write_all(HERE / "catalog")


def skip_tuple_fields(app, what, name, member, skip, options):  # type: ignore[no-untyped-def]
    """Leave out the fields of named tuples: the signature shows them, and Python only calls them aliases for a number."""
    return True if type(member).__name__ == "_tuplegetter" else None


def setup(app):  # type: ignore[no-untyped-def]
    """Connect the functions above."""
    resolve_types()
    app.homept_homes = public_homes()
    app.connect("builder-inited", write_pages)
    app.connect("autodoc-process-docstring", split_parameters)
    app.connect("autodoc-process-signature", hide_signature)
    app.connect("autodoc-skip-member", skip_tuple_fields)
    app.connect("missing-reference", find_home)
    app.connect("env-check-consistency", check_public_names)
    return {"parallel_read_safe": True}
