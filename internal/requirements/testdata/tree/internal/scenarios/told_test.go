package scenarios

func TestTold() { tell(nil) }
