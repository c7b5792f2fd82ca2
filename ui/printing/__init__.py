"""Paper: cards, the recovery kit, and the window in which they are looked at before anything is printed.

Everything is drawn once, in millimetres (`paper`); the preview, a PDF and a printer run the same code. Qt's
printing library is only imported when somebody prints.
"""
