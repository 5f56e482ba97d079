"""The Online Safety Act pack: what could go wrong here, who answers for it, how to complain.

A starting point for stewards, and not legal advice. Where it comes from:

- Online Safety Act 2023, sections 9 (illegal content risk assessment), 10, 20 and 21 (safety,
  reporting and complaints) and 23 (records), legislation.gov.uk/ukpga/2023/50.
- Ofcom, "Quick guide to illegal content risk assessments", updated 24 February 2025: four steps,
  and 17 kinds of priority illegal content that are each looked at by themselves.
- Ofcom, "Check how to comply with the illegal content rules": keep it up to date, look at it again
  every 12 months at least, and before any big change.
- Ofcom, "Helping small services navigate the Online Safety Act".

Read in November 2026 from copies of these pages. The law may have changed since, and stewards
are told so.
"""
