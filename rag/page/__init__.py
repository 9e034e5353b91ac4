"""The page: what it says, how it looks, and the server it runs on. No logic of answering lives here."""
