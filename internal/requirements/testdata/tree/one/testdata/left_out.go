package leftout

var row = "REC-07"
