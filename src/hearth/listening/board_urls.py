"""Addresses of the sorting board."""

from django.urls import path

from hearth.listening.views import alike, board_keeping, boards, joining

urlpatterns = [
    path("board/", boards.boards, name="boards"),
    path("board/new/", board_keeping.new_board, name="new_board"),
    path("board/in/<slug:key>/", joining.coming_in, name="coming_in"),
    path("board/<slug:slug>/", boards.board, name="board"),
    path("board/<slug:slug>/moves/", boards.moves, name="moves"),
    path("board/<slug:slug>/moves/last/", boards.last_move, name="last_move"),
    path("board/<slug:slug>/naming/", boards.naming, name="naming"),
    path("board/<slug:slug>/piles/<int:pk>/name/", boards.pile_name, name="pile_name"),
    path("board/<slug:slug>/alike/", alike.alike, name="board_alike"),
    path("board/<slug:slug>/paper/", boards.paper, name="board_paper"),
    path("board/<slug:slug>/settings/", board_keeping.settings, name="board_settings"),
    path("board/<slug:slug>/themes/", board_keeping.themes, name="board_themes"),
    path("board/<slug:slug>/closing/", board_keeping.closing, name="board_closing"),
    path("board/<slug:slug>/invite/", joining.invitation, name="board_invite"),
]
