"""An empty Gradio page as Gradio serves it, to compare ours with: `python -m tests.browser.empty`."""

from __future__ import annotations

import gradio as gr
from fastapi import FastAPI

from rag.page.listen import listen
from rag.page.serve import run
from rag.settings import load_settings

if __name__ == "__main__":
    settings = load_settings()
    app = FastAPI()

    @app.get("/health")
    def health() -> str:
        return "ok"

    with gr.Blocks(analytics_enabled=False) as page:
        pass
    gr.mount_gradio_app(app, page, path="/", footer_links=[], run_history=False, ssr_mode=False)
    run(app, listen(settings.host, settings.port))
