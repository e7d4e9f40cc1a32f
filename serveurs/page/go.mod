module salon/page

go 1.25
