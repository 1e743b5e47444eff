// Search: comes with the branch of that name.
