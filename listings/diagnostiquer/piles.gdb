set print frame-arguments none
thread apply all bt
