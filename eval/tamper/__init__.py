"""`python -m eval tamper`: what a lying, broken or hostile chat model can get shown as verified.

controls (faithful answers) -> bend (one thing made false) -> cases -> a scripted server answers the
prompt chain with them -> judge -> report. The same cases go to a plain script without verification.
"""
