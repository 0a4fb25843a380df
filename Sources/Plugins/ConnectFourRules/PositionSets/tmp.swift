extension ConnectFour { static let beginEasy = "", beginMedium = "", beginHard = "" }
