"""The guide for a visitor of the demo."""

from mathvidya.demo.people import PEOPLE

TO_TRY = """\
What to try
  student    Home, then "Quick check": answer, photograph a page with the phone's camera (or pick any picture), submit.
             Results: a marked answer sheet with the teacher's ink on it.
  teacher    Marking: claim the script that is due next, award steps by keyboard (press ? there), submit.
             Papers: draw a full CBSE paper from the bank and print it.
  parent     Children: each result as soon as it is out (this account is in Hindi).
  admin      Overview, promised times, people and everything else under Admin.
  API        {url}/api/docs/
Stop with Ctrl-C; `./run demo --reset` starts over."""


def welcome(url: str) -> str:
    """Return the address, the accounts and a few things to do."""
    rows = [f"  {person.role:<10} {person.email:<24} {person.password}" for person in PEOPLE if person.password]
    return "\n".join(["", f"Mathvidya is at {url}", "", "Sign in as", *rows, "", TO_TRY.format(url=url), ""])
