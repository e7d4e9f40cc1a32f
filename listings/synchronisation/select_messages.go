package main

import "fmt"

func main() {
	chan1 := make(chan string)
	chan2 := make(chan string)

	go func() { chan1 <- "un" }()
	go func() { chan2 <- "deux" }()

	for range 2 {
		select {
		case msg1 := <-chan1:
			fmt.Println("Reçu sur chan1 :", msg1)
		case msg2 := <-chan2:
			fmt.Println("Reçu sur chan2 :", msg2)
		}
	}
}
