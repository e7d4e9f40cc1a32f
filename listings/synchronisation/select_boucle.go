package main

import "fmt"

func source(message string) <-chan string {
	ch := make(chan string)
	go func() {
		ch <- message
		close(ch)
	}()
	return ch
}

func main() {
	a, b := source("un"), source("deux")
	for a != nil || b != nil {
		select {
		case val, ok := <-a:
			if !ok {
				fmt.Println("A est fermé")
				a = nil // ne sera plus jamais prêt
				continue
			}
			fmt.Println("A :", val)
		case val, ok := <-b:
			if !ok {
				fmt.Println("B est fermé")
				b = nil
				continue
			}
			fmt.Println("B :", val)
		}
	}
}
