# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'settings_storage.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFormLayout, QFrame, QHBoxLayout,
    QLabel, QProgressBar, QPushButton, QSizePolicy,
    QSpacerItem, QSpinBox, QVBoxLayout, QWidget)

class Ui_SettingsStorage(object):
    def setupUi(self, SettingsStorage):
        if not SettingsStorage.objectName():
            SettingsStorage.setObjectName(u"SettingsStorage")
        SettingsStorage.resize(720, 600)
        self.outer = QVBoxLayout(SettingsStorage)
        self.outer.setSpacing(8)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(24, 16, 24, 16)
        self.storage_title = QLabel(SettingsStorage)
        self.storage_title.setObjectName(u"storage_title")
        self.storage_title.setProperty(u"look", u"title")

        self.outer.addWidget(self.storage_title)

        self.storage = QFrame(SettingsStorage)
        self.storage.setObjectName(u"storage")
        self.storage.setProperty(u"look", u"panel")
        self.storage_form = QFormLayout(self.storage)
        self.storage_form.setObjectName(u"storage_form")
        self.storage_form.setHorizontalSpacing(24)
        self.storage_form.setVerticalSpacing(12)
        self.storage_form.setContentsMargins(16, 16, 16, 16)
        self.budget_label = QLabel(self.storage)
        self.budget_label.setObjectName(u"budget_label")
        self.budget_label.setMinimumSize(QSize(168, 0))

        self.storage_form.setWidget(0, QFormLayout.ItemRole.LabelRole, self.budget_label)

        self.budget = QSpinBox(self.storage)
        self.budget.setObjectName(u"budget")
        self.budget.setMinimumSize(QSize(176, 0))
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.budget.sizePolicy().hasHeightForWidth())
        self.budget.setSizePolicy(sizePolicy)
        self.budget.setMinimum(1)
        self.budget.setMaximum(2000)
        self.budget.setSingleStep(1)

        self.storage_form.setWidget(0, QFormLayout.ItemRole.FieldRole, self.budget)

        self.used = QProgressBar(self.storage)
        self.used.setObjectName(u"used")
        self.used.setTextVisible(False)
        self.used.setMaximum(1000)
        self.used.setMaximumSize(QSize(16777215, 8))

        self.storage_form.setWidget(1, QFormLayout.ItemRole.SpanningRole, self.used)

        self.used_note = QLabel(self.storage)
        self.used_note.setObjectName(u"used_note")
        self.used_note.setWordWrap(True)
        self.used_note.setProperty(u"look", u"quiet")

        self.storage_form.setWidget(2, QFormLayout.ItemRole.SpanningRole, self.used_note)

        self.place = QLabel(self.storage)
        self.place.setObjectName(u"place")
        self.place.setWordWrap(True)
        self.place.setProperty(u"look", u"quiet")

        self.storage_form.setWidget(3, QFormLayout.ItemRole.SpanningRole, self.place)

        self.room_buttons = QHBoxLayout()
        self.room_buttons.setSpacing(8)
        self.room_buttons.setObjectName(u"room_buttons")
        self.make_room = QPushButton(self.storage)
        self.make_room.setObjectName(u"make_room")

        self.room_buttons.addWidget(self.make_room)

        self.room_buttons_rest = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.room_buttons.addItem(self.room_buttons_rest)


        self.storage_form.setLayout(4, QFormLayout.ItemRole.SpanningRole, self.room_buttons)


        self.outer.addWidget(self.storage)

        self.gap_1 = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.outer.addItem(self.gap_1)

        self.retention_title = QLabel(SettingsStorage)
        self.retention_title.setObjectName(u"retention_title")
        self.retention_title.setProperty(u"look", u"title")

        self.outer.addWidget(self.retention_title)

        self.retention = QFrame(SettingsStorage)
        self.retention.setObjectName(u"retention")
        self.retention.setProperty(u"look", u"panel")
        self.retention_form = QFormLayout(self.retention)
        self.retention_form.setObjectName(u"retention_form")
        self.retention_form.setHorizontalSpacing(24)
        self.retention_form.setVerticalSpacing(12)
        self.retention_form.setContentsMargins(16, 16, 16, 16)
        self.media_after_days_label = QLabel(self.retention)
        self.media_after_days_label.setObjectName(u"media_after_days_label")
        self.media_after_days_label.setMinimumSize(QSize(168, 0))

        self.retention_form.setWidget(0, QFormLayout.ItemRole.LabelRole, self.media_after_days_label)

        self.media_after_days = QSpinBox(self.retention)
        self.media_after_days.setObjectName(u"media_after_days")
        self.media_after_days.setMinimumSize(QSize(176, 0))
        sizePolicy.setHeightForWidth(self.media_after_days.sizePolicy().hasHeightForWidth())
        self.media_after_days.setSizePolicy(sizePolicy)
        self.media_after_days.setMinimum(0)
        self.media_after_days.setMaximum(365)
        self.media_after_days.setSingleStep(1)

        self.retention_form.setWidget(0, QFormLayout.ItemRole.FieldRole, self.media_after_days)

        self.own_text_days_label = QLabel(self.retention)
        self.own_text_days_label.setObjectName(u"own_text_days_label")
        self.own_text_days_label.setMinimumSize(QSize(168, 0))

        self.retention_form.setWidget(1, QFormLayout.ItemRole.LabelRole, self.own_text_days_label)

        self.own_text_days = QSpinBox(self.retention)
        self.own_text_days.setObjectName(u"own_text_days")
        self.own_text_days.setMinimumSize(QSize(176, 0))
        sizePolicy.setHeightForWidth(self.own_text_days.sizePolicy().hasHeightForWidth())
        self.own_text_days.setSizePolicy(sizePolicy)
        self.own_text_days.setMinimum(30)
        self.own_text_days.setMaximum(4000)
        self.own_text_days.setSingleStep(10)

        self.retention_form.setWidget(1, QFormLayout.ItemRole.FieldRole, self.own_text_days)

        self.offline_lease_days_label = QLabel(self.retention)
        self.offline_lease_days_label.setObjectName(u"offline_lease_days_label")
        self.offline_lease_days_label.setMinimumSize(QSize(168, 0))

        self.retention_form.setWidget(2, QFormLayout.ItemRole.LabelRole, self.offline_lease_days_label)

        self.offline_lease_days = QSpinBox(self.retention)
        self.offline_lease_days.setObjectName(u"offline_lease_days")
        self.offline_lease_days.setMinimumSize(QSize(176, 0))
        sizePolicy.setHeightForWidth(self.offline_lease_days.sizePolicy().hasHeightForWidth())
        self.offline_lease_days.setSizePolicy(sizePolicy)
        self.offline_lease_days.setMinimum(1)
        self.offline_lease_days.setMaximum(365)
        self.offline_lease_days.setSingleStep(1)

        self.retention_form.setWidget(2, QFormLayout.ItemRole.FieldRole, self.offline_lease_days)

        self.retention_note = QLabel(self.retention)
        self.retention_note.setObjectName(u"retention_note")
        self.retention_note.setWordWrap(True)
        self.retention_note.setProperty(u"look", u"quiet")

        self.retention_form.setWidget(3, QFormLayout.ItemRole.SpanningRole, self.retention_note)


        self.outer.addWidget(self.retention)

        self.stretch = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.outer.addItem(self.stretch)

#if QT_CONFIG(shortcut)
        self.budget_label.setBuddy(self.budget)
        self.media_after_days_label.setBuddy(self.media_after_days)
        self.own_text_days_label.setBuddy(self.own_text_days)
        self.offline_lease_days_label.setBuddy(self.offline_lease_days)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.budget, self.make_room)
        QWidget.setTabOrder(self.make_room, self.media_after_days)
        QWidget.setTabOrder(self.media_after_days, self.own_text_days)
        QWidget.setTabOrder(self.own_text_days, self.offline_lease_days)

        self.retranslateUi(SettingsStorage)

        QMetaObject.connectSlotsByName(SettingsStorage)
    # setupUi

    def retranslateUi(self, SettingsStorage):
        self.storage_title.setText(QCoreApplication.translate("SettingsStorage", u"Storage", None))
        self.budget_label.setText(QCoreApplication.translate("SettingsStorage", u"&Evidence may take up", None))
#if QT_CONFIG(accessibility)
        self.budget.setAccessibleName(QCoreApplication.translate("SettingsStorage", u"Gigabytes that evidence may take up", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.budget.setToolTip(QCoreApplication.translate("SettingsStorage", u"More than this is not fetched; evidence nobody began to work on makes room first", None))
#endif // QT_CONFIG(tooltip)
        self.budget.setSuffix(QCoreApplication.translate("SettingsStorage", u" GB", None))
#if QT_CONFIG(accessibility)
        self.used.setAccessibleName(QCoreApplication.translate("SettingsStorage", u"Share of the allowed space that evidence takes up", None))
#endif // QT_CONFIG(accessibility)
        self.used_note.setText("")
        self.place.setText("")
        self.make_room.setText(QCoreApplication.translate("SettingsStorage", u"&Make room now\u2026", None))
#if QT_CONFIG(accessibility)
        self.make_room.setAccessibleName(QCoreApplication.translate("SettingsStorage", u"Make room now", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.make_room.setToolTip(QCoreApplication.translate("SettingsStorage", u"Takes evidence off this laptop that nobody began to work on; it can be fetched again", None))
#endif // QT_CONFIG(tooltip)
        self.retention_title.setText(QCoreApplication.translate("SettingsStorage", u"Retention", None))
        self.media_after_days_label.setText(QCoreApplication.translate("SettingsStorage", u"Evidence &goes", None))
#if QT_CONFIG(accessibility)
        self.media_after_days.setAccessibleName(QCoreApplication.translate("SettingsStorage", u"Days that evidence stays after its final was received", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.media_after_days.setToolTip(QCoreApplication.translate("SettingsStorage", u"The keys of the evidence are destroyed; your own words stay", None))
#endif // QT_CONFIG(tooltip)
        self.media_after_days.setSpecialValueText(QCoreApplication.translate("SettingsStorage", u"as soon as its final was received", None))
        self.media_after_days.setSuffix(QCoreApplication.translate("SettingsStorage", u" days after its final was received", None))
        self.own_text_days_label.setText(QCoreApplication.translate("SettingsStorage", u"&Own words go", None))
#if QT_CONFIG(accessibility)
        self.own_text_days.setAccessibleName(QCoreApplication.translate("SettingsStorage", u"Days that your own words stay after the final was received", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.own_text_days.setToolTip(QCoreApplication.translate("SettingsStorage", u"Counted in time that the server confirmed", None))
#endif // QT_CONFIG(tooltip)
        self.own_text_days.setSuffix(QCoreApplication.translate("SettingsStorage", u" days after the final was received", None))
        self.offline_lease_days_label.setText(QCoreApplication.translate("SettingsStorage", u"Evidence &locks", None))
#if QT_CONFIG(accessibility)
        self.offline_lease_days.setAccessibleName(QCoreApplication.translate("SettingsStorage", u"Days without a word from the server until evidence locks", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.offline_lease_days.setToolTip(QCoreApplication.translate("SettingsStorage", u"It opens again after the next sync", None))
#endif // QT_CONFIG(tooltip)
        self.offline_lease_days.setSuffix(QCoreApplication.translate("SettingsStorage", u" days after the last sync with its server", None))
        self.retention_note.setText(QCoreApplication.translate("SettingsStorage", u"An issuing server may ask for less: then its number counts. Nothing goes by this laptop\u2019s clock, only by time a server confirmed; a wrong clock can at most lock evidence until the next sync.", None))
        pass
    # retranslateUi

