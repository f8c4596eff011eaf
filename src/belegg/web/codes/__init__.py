"""The codes room: the codebook as a tree, a page per code, merging and splitting with the quotations in view, versions, import and export."""
