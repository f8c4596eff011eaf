"""The field room: what is asked, who is studied and who has spoken. Cases with their attributes, people by pseudonym, research questions."""
