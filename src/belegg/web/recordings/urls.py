from django.urls import path

from belegg.web.recordings import sound, typing, views

urlpatterns = [
    path("recordings/", views.recordings, name="recordings"),
    path("recordings/add/", views.add, name="add_recording"),
    path("recordings/<slug:key>/", views.recording, name="recording"),
    path("recordings/<slug:key>/sound/", sound.sound, name="recording_sound"),
    path("recordings/<slug:key>/bring/", views.bring, name="bring_recording"),
    path("recordings/<slug:key>/transcribed/", views.transcribed, name="recording_transcribed"),
    path("recordings/<slug:key>/passes/", views.passes, name="recording_passes"),
    path("recordings/<slug:key>/silence/", views.silence, name="silence_recording"),
    path("recordings/<slug:key>/delete/", views.delete, name="delete_recording"),
    path("recordings/<slug:key>/type/", typing.room, name="typing_room"),
    path("recordings/<slug:key>/draft/", typing.draft, name="recording_draft"),
    path("recordings/<slug:key>/finish/", typing.finish, name="finish_typing"),
]
