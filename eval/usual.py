"""The script that one would write in an afternoon, to be timed: LangChain, HuggingFaceEmbeddings, Chroma.

    python -m eval.usual MODEL INDEX --build FILE...   index text files
    python -m eval.usual MODEL INDEX QUESTION          print the passages nearest to the question

MODEL is a sentence-transformers folder (`python -m ingest export-model` writes one), INDEX a folder.
"""

from __future__ import annotations

import sys
from pathlib import Path

from langchain_chroma import Chroma
from langchain_huggingface import HuggingFaceEmbeddings

TOP = 5


def main(model: str, index: str, question: str, *files: str) -> None:
    """Index `files`, or answer `question` with the nearest passages."""
    embeddings = HuggingFaceEmbeddings(
        model_name=model,
        encode_kwargs={"prompt": "passage: ", "normalize_embeddings": True},
        query_encode_kwargs={"prompt": "query: ", "normalize_embeddings": True},
    )
    store = Chroma("letters", embeddings, persist_directory=index)
    if question == "--build":
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
        texts = [Path(file).read_text(encoding="utf-8") for file in files]
        store.add_documents(splitter.create_documents(texts, [{"source": Path(file).name} for file in files]))
        return
    for found in store.similarity_search(question, k=TOP):
        print(f"{found.metadata['source']}: {found.page_content}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
